-- Accounts, sessions, the audit, and answers already given.
--
-- In every migration: one tree for SQLite and PostgreSQL. Ids are UUIDv7 as text, money is BIGINT pence, instants are UTC,
-- JSON is text. Every row names its authority, and everything personal names its owner. CHECKs guard arithmetic and who may
-- not be whom. No CHECK lists the states or kinds of a column, because SQLite can't alter one: the domain's types guard those
-- (`stored_code` in `backend/src/db/mod.rs`).

CREATE TABLE authorities (
    id TEXT NOT NULL PRIMARY KEY,
    -- Goes up with each change that everybody of the council can see, such as an event.
    revision BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    handle TEXT NOT NULL UNIQUE,
    -- Nothing for the service itself, which acts but never signs in.
    password_hash TEXT,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    language TEXT NOT NULL DEFAULT 'en',
    -- Who answers for this worker, and the day they are back while they are away.
    cover_id TEXT REFERENCES accounts (id),
    back_on DATE,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX accounts_by_authority ON accounts (authority_id, role);
CREATE INDEX accounts_by_cover ON accounts (cover_id);

CREATE TABLE young_people (
    account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    adviser_id TEXT NOT NULL REFERENCES accounts (id),
    -- Goes up with each change that this person can see.
    revision BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX young_people_by_adviser ON young_people (adviser_id);
CREATE INDEX young_people_by_authority ON young_people (authority_id);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- Which refresh token is the present one: it is derived from this, so none is stored.
    generation BIGINT NOT NULL,
    renewed_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    device TEXT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);

-- Answers already given, so that sending again does nothing again.
CREATE TABLE idempotency_records (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    idempotency_key TEXT NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
);

CREATE TABLE audit_entries (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    at TIMESTAMP NOT NULL,
    actor_id TEXT NOT NULL REFERENCES accounts (id),
    actor_role TEXT NOT NULL,
    what TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    -- Whose it is, where it is somebody's.
    young_person_id TEXT REFERENCES young_people (account_id),
    detail TEXT NOT NULL
);
CREATE INDEX audit_entries_by_person ON audit_entries (young_person_id, id);
CREATE INDEX audit_entries_by_authority ON audit_entries (authority_id, id);

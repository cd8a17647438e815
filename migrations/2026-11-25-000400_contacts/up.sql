-- Contacts. See `2026-11-25-000100_accounts` for what holds in every table.

CREATE TABLE contacts (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    adviser_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
    place TEXT NOT NULL,
    about TEXT NOT NULL,
    state TEXT NOT NULL,
    young_person_says TEXT,
    moved_from TIMESTAMP,
    revision BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX contacts_by_person ON contacts (young_person_id, starts_at);
CREATE INDEX contacts_by_adviser ON contacts (adviser_id, starts_at);

-- What is known of young people, and what their entitlements have committed. See `2026-11-25-000100_accounts` for what holds in every table.

-- Facts are dated and never overwritten. Each row says some of them from a day on and is silent about the others: of each,
-- the latest row that speaks of it holds, by its day and then by its id.
CREATE TABLE facts (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    from_date DATE NOT NULL,
    -- What it says, as `onward assess` reads it; a single part may stand by its place (`course.level`).
    content TEXT NOT NULL,
    -- The facts that are no longer known, as a JSON list.
    not_known TEXT NOT NULL,
    why TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES accounts (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX facts_by_person ON facts (young_person_id, from_date, id);

-- What young people told about themselves, to be checked by their adviser before it counts.
CREATE TABLE fact_proposals (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    fact TEXT NOT NULL,
    -- JSON; nothing when they don't know.
    value TEXT,
    told_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT REFERENCES accounts (id),
    decided_at TIMESTAMP,
    -- What the adviser wrote to the young person.
    words TEXT,
    -- The row of facts that it became.
    facts_id TEXT REFERENCES facts (id)
);
CREATE INDEX fact_proposals_by_person ON fact_proposals (young_person_id, id);
CREATE UNIQUE INDEX one_fact_waits_once ON fact_proposals (young_person_id, fact) WHERE state = 'waiting';

-- What is committed of an entitlement in one period. The check is the last guard against overspending.
CREATE TABLE allowances (
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    entitlement TEXT NOT NULL,
    -- The period's first day; 0001-01-01 for what is had once.
    period_starts DATE NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    limit_pence BIGINT,
    limit_units BIGINT,
    committed_pence BIGINT NOT NULL DEFAULT 0,
    committed_units BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (young_person_id, entitlement, period_starts),
    CONSTRAINT never_overspent CHECK (committed_pence >= 0 AND (limit_pence IS NULL OR committed_pence <= limit_pence)),
    CONSTRAINT never_too_many CHECK (committed_units >= 0 AND (limit_units IS NULL OR committed_units <= limit_units))
);

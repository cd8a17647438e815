-- What workers said of weeks of term: attended in full, and then paid by one request, or not. The audit keeps what was said
-- of a week before it was put right.
CREATE TABLE attendance_weeks (
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    entitlement TEXT NOT NULL,
    -- Its Monday.
    week_starts DATE NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    -- The payment; nothing where they did not attend in full.
    payment_request_id TEXT REFERENCES payment_requests (id),
    -- Why not in full, in words the young person reads.
    words TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES accounts (id),
    recorded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (young_person_id, entitlement, week_starts),
    CHECK (payment_request_id IS NOT NULL OR words <> '')
);

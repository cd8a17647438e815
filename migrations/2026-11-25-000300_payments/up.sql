-- Payments, from the request to the ledger. See `2026-11-25-000100_accounts` for what holds in every table.

CREATE TABLE payment_requests (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    entitlement TEXT NOT NULL,
    period_starts DATE NOT NULL,
    amount_pence BIGINT NOT NULL CHECK (amount_pence > 0),
    -- Visits or lessons; none where money is counted.
    units BIGINT NOT NULL CHECK (units >= 0),
    agreed_pence BIGINT CHECK (agreed_pence > 0 AND agreed_pence <= amount_pence),
    reason TEXT NOT NULL,
    pay_by TEXT NOT NULL,
    -- What only some requests say, as JSON: what else was tried, where cash is collected.
    particulars TEXT NOT NULL,
    state TEXT NOT NULL,
    taken_by TEXT REFERENCES accounts (id),
    approved_by TEXT REFERENCES accounts (id),
    authorised_by TEXT REFERENCES accounts (id),
    -- The manager who wrote down why whoever agreed may also pay it.
    payer_allowed_by TEXT REFERENCES accounts (id),
    -- The manager who agreed to an emergency after the money went its way.
    signed_off_by TEXT REFERENCES accounts (id),
    -- Everybody who has agreed to it or declined it, as a JSON list.
    decided_by TEXT NOT NULL,
    -- Whether somebody else looks at it again, or at its rest as a request of its own.
    challenge TEXT,
    -- The request of which this is the rest.
    rest_of TEXT UNIQUE REFERENCES payment_requests (id),
    needs_manager BOOLEAN NOT NULL,
    emergency BOOLEAN NOT NULL,
    receipt_due BOOLEAN NOT NULL,
    answer_by DATE,
    -- The day on which it is paid without asking; nothing for what somebody asked for.
    pay_on DATE,
    -- What it was asked under: the policy's version, its clauses, and the row of facts that was the last one written then.
    policy TEXT NOT NULL,
    clauses TEXT NOT NULL,
    facts_id TEXT NOT NULL REFERENCES facts (id),
    submitted_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    revision BIGINT NOT NULL,
    CONSTRAINT authoriser_is_not_approver CHECK (authorised_by IS NULL OR authorised_by <> approved_by),
    CONSTRAINT signer_is_not_approver CHECK (signed_off_by IS NULL OR signed_off_by <> approved_by),
    CONSTRAINT nobody_decides_their_own CHECK (
        (approved_by IS NULL OR approved_by <> young_person_id) AND (authorised_by IS NULL OR authorised_by <> young_person_id))
);
-- What is paid without asking is paid once for each period, whoever makes it ready.
CREATE UNIQUE INDEX paid_once_a_period ON payment_requests (young_person_id, entitlement, period_starts) WHERE pay_on IS NOT NULL;
CREATE INDEX payment_requests_by_person ON payment_requests (young_person_id, id);
-- A caseload's queue: what waits, however much was paid before.
CREATE INDEX payment_requests_by_person_and_state ON payment_requests (young_person_id, state, id);
CREATE INDEX payment_requests_by_state ON payment_requests (authority_id, state, id);

-- At most one about each request.
CREATE TABLE complaints (
    payment_request_id TEXT NOT NULL PRIMARY KEY REFERENCES payment_requests (id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    state TEXT NOT NULL,
    acknowledge_by DATE NOT NULL,
    answer_by DATE NOT NULL
);

-- To repay, signed when the request was sent.
CREATE TABLE promises (
    payment_request_id TEXT NOT NULL PRIMARY KEY REFERENCES payment_requests (id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    -- The name that was typed under it.
    signed TEXT NOT NULL,
    -- Which text was shown, as a Fluent id.
    text TEXT NOT NULL
);
CREATE INDEX promises_by_authority ON promises (authority_id, payment_request_id);

CREATE TABLE payment_request_steps (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    at TIMESTAMP NOT NULL,
    actor_id TEXT NOT NULL REFERENCES accounts (id),
    actor_role TEXT NOT NULL,
    -- Nothing for the sending itself.
    action TEXT,
    state TEXT NOT NULL,
    words TEXT,
    amount_pence BIGINT,
    -- What a decision rested on, as JSON: policy, clauses, facts, category, what was left.
    basis TEXT
);
CREATE INDEX payment_request_steps_by_request ON payment_request_steps (payment_request_id, id);
CREATE INDEX payment_request_steps_by_action ON payment_request_steps (authority_id, action, at);

-- The council's own ready words for decisions; the audit keeps what they were before.
CREATE TABLE text_blocks (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    -- Beside which answer they are offered.
    action TEXT NOT NULL,
    words TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES accounts (id),
    changed_at TIMESTAMP NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX text_blocks_by_authority ON text_blocks (authority_id, id);

-- Every movement of money, double entry: entries are added and never changed (`migrations/ledger_triggers.*.sql`), and those
-- of one transaction add up to nothing. What goes out of an account is negative.
CREATE TABLE ledger_entries (
    id TEXT NOT NULL PRIMARY KEY,
    transaction_id TEXT NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    entitlement TEXT NOT NULL,
    period_starts DATE NOT NULL,
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    account TEXT NOT NULL,
    pence BIGINT NOT NULL,
    -- Visits or lessons.
    units BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    by_id TEXT NOT NULL REFERENCES accounts (id),
    CHECK (pence <> 0 OR units <> 0)
);
CREATE INDEX ledger_entries_by_person ON ledger_entries (young_person_id, id);
CREATE INDEX ledger_entries_by_request ON ledger_entries (payment_request_id);

-- What finance pays in one go. A draft is looked through; once it is released, the bank has to say what became of it.
CREATE TABLE payment_runs (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    state TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES accounts (id),
    made_at TIMESTAMP NOT NULL,
    released_by TEXT REFERENCES accounts (id),
    released_at TIMESTAMP,
    revision BIGINT NOT NULL,
    CHECK ((state = 'released') = (released_at IS NOT NULL))
);
CREATE INDEX payment_runs_by_authority ON payment_runs (authority_id, id);

CREATE TABLE payment_run_items (
    payment_run_id TEXT NOT NULL REFERENCES payment_runs (id),
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    pence BIGINT NOT NULL CHECK (pence > 0),
    state TEXT NOT NULL,
    -- Whom it goes to, as sealed as bank_details had it when the run was released: later changes don't change the file.
    key_id TEXT,
    sealed BYTEA,
    -- Why the bank sent it back.
    reason TEXT,
    settled_at TIMESTAMP,
    PRIMARY KEY (payment_run_id, payment_request_id)
);
-- One payment for one request: it stands in one run only, and only what came back may stand in another.
CREATE UNIQUE INDEX payment_run_items_once ON payment_run_items (payment_request_id) WHERE state IN ('waiting', 'paid');

-- A voucher, goods or cash that somebody was given. A row is never deleted: one that was a mistake says who took it back,
-- and when; why is in the words of the step.
CREATE TABLE hand_overs (
    id TEXT NOT NULL PRIMARY KEY,
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    signed_for_by TEXT NOT NULL,
    place TEXT NOT NULL,
    by_id TEXT NOT NULL REFERENCES accounts (id),
    at TIMESTAMP NOT NULL,
    reversed_by TEXT REFERENCES accounts (id),
    reversed_at TIMESTAMP,
    CHECK ((reversed_by IS NULL) = (reversed_at IS NULL))
);
-- Something is handed over once; only what was a mistake is handed over anew.
CREATE UNIQUE INDEX hand_overs_once ON hand_overs (payment_request_id) WHERE reversed_at IS NULL;

-- Money that came back under a promise to repay. Rows are added and never changed, as those of the ledger: one that was a
-- mistake is reversed by another one of the same amount.
CREATE TABLE repayments (
    id TEXT NOT NULL PRIMARY KEY,
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    pence BIGINT NOT NULL CHECK (pence > 0),
    received_on DATE NOT NULL,
    reference TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES accounts (id),
    recorded_at TIMESTAMP NOT NULL,
    -- The row that this one reverses, once, and why.
    reverses TEXT UNIQUE REFERENCES repayments (id),
    why TEXT,
    CHECK ((reverses IS NULL) = (why IS NULL))
);
CREATE INDEX repayments_by_request ON repayments (payment_request_id, id);

-- Photos and PDFs live in the database, so that one backup holds everything and nothing lies under a web root.
CREATE TABLE evidence (
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    name TEXT NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    media_type TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    size BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (payment_request_id, name)
);

-- Whom a young person's money goes to. Sealed with a key that the database doesn't have, and bound to the person.
CREATE TABLE bank_details (
    young_person_id TEXT NOT NULL PRIMARY KEY REFERENCES young_people (account_id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    -- Which key it is sealed with.
    key_id TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    given_at TIMESTAMP NOT NULL,
    -- No money goes there before this day.
    usable_from DATE NOT NULL
);
CREATE INDEX bank_details_by_key ON bank_details (key_id);

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

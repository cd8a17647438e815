-- One portable tree for SQLite and PostgreSQL: ids are UUIDv7 as text, money is BIGINT pence, instants are UTC, JSON is text.
-- Every row names its authority, and everything personal names its owner.

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
    role TEXT NOT NULL CHECK (role IN ('young_person', 'adviser', 'manager', 'participation_worker', 'finance', 'admin')),
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
    state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'declined', 'replaced')),
    decided_by TEXT REFERENCES accounts (id),
    decided_at TIMESTAMP,
    -- What the adviser wrote to the young person.
    words TEXT,
    -- The row of facts that it became.
    facts_id TEXT REFERENCES facts (id)
);
CREATE INDEX fact_proposals_by_person ON fact_proposals (young_person_id, id);
CREATE UNIQUE INDEX one_fact_waits_once ON fact_proposals (young_person_id, fact) WHERE state = 'waiting';

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
    pay_by TEXT NOT NULL CHECK (pay_by IN ('bank_transfer', 'voucher', 'goods', 'cash')),
    -- What only some requests say, as JSON: what else was tried, where cash is collected, a signed promise.
    particulars TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('submitted', 'in_review', 'more_needed', 'awaiting_authorisation', 'approved',
        'scheduled', 'paid', 'closed', 'declined', 'challenged', 'withdrawn', 'returned')),
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
    challenge TEXT CHECK (challenge IN ('again', 'rest')),
    -- The request of which this is the rest.
    rest_of TEXT UNIQUE REFERENCES payment_requests (id),
    -- How far it is and by when it is acknowledged and answered, as JSON.
    complaint TEXT,
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
-- The few that were asked for with a promise to repay, of all that were paid.
CREATE INDEX payment_requests_promised ON payment_requests (authority_id, id) WHERE particulars LIKE '%"promise":%';

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
    action TEXT NOT NULL CHECK (action IN ('approve', 'authorise', 'ask', 'decline', 'acknowledge', 'answer')),
    words TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES accounts (id),
    changed_at TIMESTAMP NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX text_blocks_by_authority ON text_blocks (authority_id, id);

-- Every movement of money, double entry: entries are added and never changed (`db/dialect.rs` has the triggers), and those
-- of one transaction add up to nothing. What goes out of an account is negative.
CREATE TABLE ledger_entries (
    id TEXT NOT NULL PRIMARY KEY,
    transaction_id TEXT NOT NULL,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    entitlement TEXT NOT NULL,
    period_starts DATE NOT NULL,
    payment_request_id TEXT NOT NULL REFERENCES payment_requests (id),
    account TEXT NOT NULL CHECK (account IN ('allowance', 'budget', 'committed', 'paid', 'returned', 'repaid')),
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
    state TEXT NOT NULL CHECK (state IN ('draft', 'released', 'dropped')),
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
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken_out', 'paid', 'returned')),
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

CREATE TABLE contacts (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    adviser_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL CHECK (kind IN ('visit', 'call', 'video')),
    starts_at TIMESTAMP NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 480),
    place TEXT NOT NULL,
    about TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'confirmed', 'move_asked', 'declined', 'done', 'cancelled')),
    young_person_says TEXT,
    moved_from TIMESTAMP,
    revision BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX contacts_by_person ON contacts (young_person_id, starts_at);
CREATE INDEX contacts_by_adviser ON contacts (adviser_id, starts_at);

CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    place TEXT NOT NULL,
    map_query TEXT NOT NULL,
    who_for TEXT NOT NULL,
    getting_there TEXT NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    places INTEGER CHECK (places >= 1),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    created_by TEXT NOT NULL REFERENCES accounts (id),
    revision BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CHECK (ends_at > starts_at)
);
CREATE INDEX events_by_authority ON events (authority_id, state, starts_at);

CREATE TABLE event_places (
    event_id TEXT NOT NULL REFERENCES events (id),
    young_person_id TEXT NOT NULL REFERENCES young_people (account_id),
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    state TEXT NOT NULL CHECK (state IN ('going', 'waiting')),
    access_needs TEXT NOT NULL,
    travel_needs TEXT NOT NULL,
    -- The order in which places were asked for: a UUIDv7.
    asked TEXT NOT NULL,
    PRIMARY KEY (event_id, young_person_id)
);
CREATE INDEX event_places_by_person ON event_places (young_person_id);

CREATE TABLE notifications (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    -- What the sentence needs, as a JSON object of texts.
    payload TEXT NOT NULL,
    link TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    read_at TIMESTAMP
);
CREATE INDEX notifications_by_account ON notifications (account_id, id);

CREATE TABLE push_subscriptions (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    -- It ends with the sign-in that made it.
    session_id TEXT NOT NULL REFERENCES sessions (id),
    endpoint TEXT NOT NULL UNIQUE,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX push_subscriptions_by_account ON push_subscriptions (account_id);

-- The outbox: what is owed to somebody's phone or mailbox, committed with the change that owes it.
CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    authority_id TEXT NOT NULL REFERENCES authorities (id),
    notification_id TEXT NOT NULL REFERENCES notifications (id),
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'push')),
    push_subscription_id TEXT REFERENCES push_subscriptions (id) ON DELETE SET NULL,
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    attempts INTEGER NOT NULL DEFAULT 0,
    finished_at TIMESTAMP,
    -- `sent`, or why it was given up.
    outcome TEXT,
    last_error TEXT
);
CREATE INDEX deliveries_due ON deliveries (finished_at, due_at);

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

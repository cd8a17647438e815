-- Notifications and their delivery. See `2026-11-25-000100_accounts` for what holds in every table.

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
    channel TEXT NOT NULL,
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

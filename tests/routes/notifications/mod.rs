//! Messages: the inbox, push and mail.

mod inbox;
mod outbox;

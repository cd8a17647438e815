-- SQLite refuses to change or delete what stands in the ledger, and what was repaid. Runs after the migrations, in their
-- transaction, and again with each `onward migrate`. A trigger added here is also named in
-- `SQLITE_LEDGER_TRIGGERS` of `db/dialect.rs`.
CREATE TRIGGER IF NOT EXISTS ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER IF NOT EXISTS ledger_entries_no_delete BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER IF NOT EXISTS repayments_no_update BEFORE UPDATE ON repayments
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER IF NOT EXISTS repayments_no_delete BEFORE DELETE ON repayments
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;

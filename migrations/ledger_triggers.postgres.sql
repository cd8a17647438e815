-- PostgreSQL refuses to change or delete what stands in the ledger, and what was repaid. Runs after the migrations, in their
-- transaction, and again with each `onward migrate`. A trigger added here is also named in
-- `POSTGRES_LEDGER_TRIGGERS` of `db/dialect.rs`.
CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is only added to'; END $$;
CREATE OR REPLACE TRIGGER ledger_entries_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
CREATE OR REPLACE TRIGGER repayments_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON repayments
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

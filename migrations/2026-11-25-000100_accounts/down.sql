DROP TABLE audit_entries;
DROP TABLE idempotency_records;
DROP TABLE sessions;
DROP TABLE young_people;
DROP TABLE accounts;
DROP TABLE authorities;

-- PostgreSQL 18 refuses to truncate a table that a constraint which is not enforced points to, even together with the
-- table that holds it. The column says what it holds; no constraint does.
ALTER TABLE status_period DROP CONSTRAINT status_period_registration_id_fkey;
COMMENT ON COLUMN status_period.registration_id IS 'A registration. Without a foreign key: rows come from joins with the registrations, millions at a time, and a key is checked by a query per row';

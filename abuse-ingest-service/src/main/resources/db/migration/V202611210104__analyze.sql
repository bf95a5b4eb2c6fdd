-- ANALYZE after a large deposit or payload must not wait for autovacuum: the statements that follow in the same
-- transaction would be planned for a small table.
GRANT MAINTAIN ON registration, observation TO ${application};

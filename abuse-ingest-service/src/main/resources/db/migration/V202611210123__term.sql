-- The expiry that a registration has stands in the registration itself. Only those that it had before are kept beside it:
-- a new name costs one index entry instead of a row and two.
CREATE TABLE past_term (
    registration_id bigint      NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (registration_id, expires_at)
);
CREATE INDEX past_term_expiry ON past_term (expires_at);
COMMENT ON TABLE past_term IS 'Expiries that a registration was seen with and has no longer';
COMMENT ON COLUMN past_term.registration_id IS 'A registration; without a foreign key, for the speed of deposits';
INSERT INTO past_term (registration_id, expires_at)
SELECT t.registration_id, t.expires_at FROM term t JOIN registration r ON r.id = t.registration_id WHERE t.expires_at <> r.expires_at;

DROP TABLE term;
CREATE INDEX registration_expiry ON registration (expires_at);
CREATE VIEW term AS
SELECT registration_id, expires_at FROM past_term
UNION ALL
SELECT id, expires_at FROM registration r
WHERE NOT EXISTS (SELECT 1 FROM past_term p WHERE p.registration_id = r.id AND p.expires_at = r.expires_at);
COMMENT ON VIEW term IS 'Every expiry that a registration was seen with, once: the cohorts of renewal';

GRANT SELECT, INSERT ON past_term TO ${application};
GRANT SELECT ON term TO ${application};

-- As for registration: the statements that follow a large load must not be planned for a small table.
GRANT MAINTAIN ON sponsorship TO ${application};

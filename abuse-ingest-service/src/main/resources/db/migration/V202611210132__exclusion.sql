CREATE TABLE exclusion (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL,
    reason       text        NOT NULL CHECK (reason IN ('SEIZED', 'SINKHOLED', 'REGISTRY_HELD', 'TEST')),
    from_day     date        NOT NULL,
    until_day    date        CHECK (until_day > from_day),
    note         text        NOT NULL,
    entered_by   text        NOT NULL,
    entered_at   timestamptz NOT NULL,
    ended_by     text,
    ended_at     timestamptz
);
CREATE INDEX exclusion_name ON exclusion (name, from_day);
COMMENT ON TABLE exclusion IS 'Names that leave numerator and denominator for a time: seized, sinkholed, held by the registry, tests. At most one at a time for a name';
COMMENT ON COLUMN exclusion.from_day IS 'First day (UTC)';
COMMENT ON COLUMN exclusion.until_day IS 'Exclusive; null: until now';
COMMENT ON COLUMN exclusion.ended_by IS 'Who gave it its end, where it was entered without one';

CREATE VIEW excluded_names AS
SELECT e.day, e.tld, s.registrar, count(DISTINCT g.id) AS names, count(DISTINCT g.id) FILTER (WHERE g.signed) AS signed_names
FROM evidence_day e
JOIN deposit p ON p.id = e.deposit_id
JOIN exclusion x ON x.from_day <= e.day AND (x.until_day IS NULL OR e.day < x.until_day)
JOIN registration g ON g.name = x.name AND g.tld = e.tld
     AND g.created_at < p.watermark AND (g.deleted_at IS NULL OR g.deleted_at >= p.watermark)
JOIN sponsorship s ON s.registration_id = g.id AND s.from_at < p.watermark AND (s.until_at IS NULL OR s.until_at >= p.watermark)
WHERE NOT EXISTS (SELECT 1 FROM status_period c WHERE c.registration_id = g.id AND c.status = 'pendingCreate'
                    AND c.from_at < p.watermark AND (c.until_at IS NULL OR c.until_at >= p.watermark))
GROUP BY e.day, e.tld, s.registrar;
COMMENT ON VIEW excluded_names IS 'How many of the domains under management of a day are excluded on it';

GRANT SELECT, INSERT, UPDATE ON exclusion TO ${application};
GRANT SELECT ON excluded_names TO ${application};

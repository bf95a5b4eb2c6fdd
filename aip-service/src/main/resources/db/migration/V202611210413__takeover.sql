CREATE TABLE takeover_flag (
    id             uuid        PRIMARY KEY,
    order_id       uuid        NOT NULL REFERENCES restriction_order,
    case_id        uuid        NOT NULL REFERENCES casefile,
    registrar      integer     NOT NULL,
    family         text,
    first_day      date        NOT NULL,
    days_before    integer     NOT NULL CHECK (days_before > 0),
    creates_before bigint      NOT NULL CHECK (creates_before >= 0),
    days_after     integer     NOT NULL CHECK (days_after > 0),
    creates_after  bigint      NOT NULL CHECK (creates_after >= 0),
    factor         numeric     NOT NULL,
    chance         numeric     NOT NULL CHECK (chance BETWEEN 0 AND 1),
    registrars     integer     NOT NULL CHECK (registrars > 0),
    policy_id      uuid        NOT NULL,
    policy_version integer     NOT NULL,
    flagged_at     timestamptz NOT NULL,
    UNIQUE (order_id, registrar)
);
COMMENT ON TABLE takeover_flag IS 'A registrar whose creates rose while another one is limited: for people to look at; limits nobody';
COMMENT ON COLUMN takeover_flag.registrar IS 'IANA ID of the registrar that is flagged';
COMMENT ON COLUMN takeover_flag.family IS 'The family that it shares with a registrar of the order; null for none';
COMMENT ON COLUMN takeover_flag.first_day IS 'First whole day (UTC) of the order; the days before end the day before the order began';
COMMENT ON COLUMN takeover_flag.factor IS 'The rise that the creates were held against: 1 in the family, the policy''s otherwise';
COMMENT ON COLUMN takeover_flag.chance IS 'How probable so many creates after were if they had risen by the factor and no more';
COMMENT ON COLUMN takeover_flag.registrars IS 'How many registrars were looked at, which is what the chance was held against';
COMMENT ON COLUMN takeover_flag.flagged_at IS 'Business time of the first look that found it';
GRANT SELECT, INSERT ON takeover_flag TO ${application};

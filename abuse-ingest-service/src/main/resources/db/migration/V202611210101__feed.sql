CREATE TABLE feed (
    id             uuid        PRIMARY KEY,
    name           text        NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    title          text        NOT NULL,
    family         text        NOT NULL CHECK (family ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    format         text        NOT NULL CHECK (format IN ('URLHAUS_CSV', 'LIST', 'GENERIC_CSV')),
    zone           text        NOT NULL,
    default_threat text        CHECK (default_threat IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM')),
    threats        text        NOT NULL,
    columns        text,
    created_at     timestamptz NOT NULL,
    created_by     text        NOT NULL
);
COMMENT ON TABLE feed IS 'A source of reports, its format and what its words mean. Never changed: a feed that changes is a new feed';
COMMENT ON COLUMN feed.family IS 'Source family: feeds that copy one another are one family, and one family is one piece of evidence';
COMMENT ON COLUMN feed.zone IS 'Time zone of times that carry none';
COMMENT ON COLUMN feed.default_threat IS 'Threat of rows whose words are not mapped; null: such rows are rejected';
COMMENT ON COLUMN feed.threats IS 'JSON object: the source''s word to our threat';
COMMENT ON COLUMN feed.columns IS 'JSON object: which column means what; null where the format says it';

CREATE TABLE payload (
    id                 uuid        PRIMARY KEY,
    feed_id            uuid        NOT NULL REFERENCES feed,
    sha256             text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes              bigint      NOT NULL,
    received_at        timestamptz NOT NULL,
    received_by        text        NOT NULL,
    historical_from    date,
    historical_to      date,
    suffix_list        text        NOT NULL,
    rows_read          bigint      NOT NULL,
    rows_accepted      bigint      NOT NULL,
    rows_duplicate     bigint      NOT NULL,
    rows_rejected      bigint      NOT NULL,
    rejected_by_reason text        NOT NULL,
    platform_rows      bigint      NOT NULL,
    platform_domains   text        NOT NULL,
    distinct_domains   bigint      NOT NULL,
    incidents_opened   bigint      NOT NULL,
    incidents_touched  bigint      NOT NULL,
    unattributed       bigint      NOT NULL,
    UNIQUE (feed_id, sha256),
    CHECK (rows_read = rows_accepted + rows_duplicate + rows_rejected),
    CHECK ((historical_from IS NULL) = (historical_to IS NULL) AND historical_from <= historical_to)
);
COMMENT ON TABLE payload IS 'Content of a feed as received once, and what became of its rows';
COMMENT ON COLUMN payload.sha256 IS 'Of the bytes as received';
COMMENT ON COLUMN payload.received_at IS 'Business time: the fetch time of its rows';
COMMENT ON COLUMN payload.historical_from IS 'First day as of which a historical import speaks';
COMMENT ON COLUMN payload.suffix_list IS 'Version of the Public Suffix List that its names were judged by';
COMMENT ON COLUMN payload.platform_rows IS 'Accepted and duplicate rows whose host lies under a platform';

CREATE TABLE rejection (
    payload_id uuid   NOT NULL REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    line       bigint NOT NULL,
    reason     text   NOT NULL,
    detail     text   NOT NULL,
    raw        text   NOT NULL,
    PRIMARY KEY (payload_id, line)
);
COMMENT ON TABLE rejection IS 'Rows that were not accepted, kept as received (bounded) with the reason';
COMMENT ON COLUMN rejection.line IS 'Line of the expanded text, from 1';

CREATE TABLE observation (
    key            uuid        PRIMARY KEY,
    feed_id        uuid        NOT NULL REFERENCES feed,
    payload_id     uuid        NOT NULL REFERENCES payload DEFERRABLE INITIALLY DEFERRED,
    line           bigint      NOT NULL,
    value          text        NOT NULL,
    host           text        NOT NULL,
    domain         text        NOT NULL,
    unicode_domain text        NOT NULL,
    platform       text,
    threat         text        NOT NULL CHECK (threat IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM')),
    compromised    boolean     NOT NULL,
    source_time    timestamptz,
    fetched_at     timestamptz NOT NULL,
    counted_at     timestamptz NOT NULL CHECK (counted_at <= fetched_at)
);
CREATE INDEX observation_domain ON observation (domain, threat, counted_at);
CREATE INDEX observation_payload ON observation (payload_id);
COMMENT ON TABLE observation IS 'One listing of one value by one feed. A fact: never changed';
COMMENT ON COLUMN observation.key IS 'MD5 over feed, value and source time (the day of the fetch where the source gives none), as a UUID: the same listing comes in once';
COMMENT ON COLUMN observation.host IS 'Host as an A-label name';
COMMENT ON COLUMN observation.domain IS 'Registrable domain by the ICANN section of the Public Suffix List, A-label';
COMMENT ON COLUMN observation.platform IS 'Suffix under which strangers get names; null for an ordinary name';
COMMENT ON COLUMN observation.compromised IS 'Whether the source says that the site is a victim''s';
COMMENT ON COLUMN observation.counted_at IS 'Counting time: the earlier of source time and fetch';

GRANT SELECT, INSERT ON feed, payload, rejection, observation TO ${application};

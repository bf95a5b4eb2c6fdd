CREATE TABLE zone_file (
    id          uuid        PRIMARY KEY,
    tld         text        NOT NULL,
    day         date        NOT NULL,
    serial      bigint      NOT NULL CHECK (serial BETWEEN 0 AND 4294967295),
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes       bigint      NOT NULL,
    records     bigint      NOT NULL,
    delegated   bigint      NOT NULL,
    signed      bigint      NOT NULL,
    received_at timestamptz NOT NULL,
    received_by text        NOT NULL,
    UNIQUE (tld, sha256)
);
COMMENT ON TABLE zone_file IS 'Zone files (RFC 1035 master files) as received, and what they delegate';
COMMENT ON COLUMN zone_file.day IS 'Day (UTC) as of which it speaks: by the serial of its SOA record, or as the sender says';
COMMENT ON COLUMN zone_file.delegated IS 'Distinct names one label below the apex that own NS records';
COMMENT ON COLUMN zone_file.signed IS 'Those of them that own DS records';

CREATE TABLE zone_day (
    zone_file_id uuid    NOT NULL REFERENCES zone_file DEFERRABLE INITIALLY DEFERRED,
    registrar    integer NOT NULL,
    delegated    bigint  NOT NULL,
    signed       bigint  NOT NULL,
    PRIMARY KEY (zone_file_id, registrar)
);
COMMENT ON TABLE zone_day IS 'Delegated and signed names per sponsor on the day of a zone file; a name without a known sponsor is in none';

CREATE TABLE zone_difference (
    zone_file_id uuid   NOT NULL REFERENCES zone_file DEFERRABLE INITIALLY DEFERRED,
    reason       text   NOT NULL CHECK (reason IN ('NOT_REGISTERED', 'PURGED', 'ON_HOLD', 'PENDING_DELETE', 'PENDING_CREATE', 'INACTIVE', 'UNEXPLAINED')),
    names        bigint NOT NULL,
    PRIMARY KEY (zone_file_id, reason)
);
COMMENT ON TABLE zone_difference IS 'How many names are in the zone and not in the register (NOT_REGISTERED, PURGED), or in the register and not in the zone (the others), by reason';

CREATE TABLE zone_difference_name (
    zone_file_id uuid NOT NULL REFERENCES zone_file DEFERRABLE INITIALLY DEFERRED,
    reason       text NOT NULL,
    name         text NOT NULL,
    registrar    integer,
    PRIMARY KEY (zone_file_id, reason, name)
);
COMMENT ON TABLE zone_difference_name IS 'The first 1,000 names of each reason';

GRANT SELECT, INSERT ON zone_file, zone_day, zone_difference, zone_difference_name TO ${application};

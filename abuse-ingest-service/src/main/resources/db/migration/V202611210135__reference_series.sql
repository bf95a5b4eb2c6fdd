CREATE TABLE reference_list (
    id              uuid        PRIMARY KEY,
    series          text        NOT NULL CHECK (series IN ('METRICA')),
    tld             text,
    registrar       integer     CHECK (registrar BETWEEN 1 AND 99999999),
    day             date        NOT NULL,
    sha256          text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes           bigint      NOT NULL,
    domains_in_zone bigint,
    unique_domains  bigint,
    received_at     timestamptz NOT NULL,
    received_by     text        NOT NULL,
    UNIQUE (series, sha256),
    CHECK ((tld IS NULL) <> (registrar IS NULL))
);
CREATE INDEX reference_list_day ON reference_list (day, tld);
COMMENT ON TABLE reference_list IS 'Somebody else''s daily lists of abused names, to hold ours against. No rate reads them';
COMMENT ON COLUMN reference_list.day IS 'Day as of which the list speaks';
COMMENT ON COLUMN reference_list.domains_in_zone IS 'As the list says; null where it does not, or says that it is not available (a negative number)';

CREATE TABLE reference_threat (
    list_id uuid   NOT NULL REFERENCES reference_list DEFERRABLE INITIALLY DEFERRED,
    threat  text   NOT NULL,
    count   bigint CHECK (count >= 0),
    PRIMARY KEY (list_id, threat)
);
COMMENT ON TABLE reference_threat IS 'Counts by the list''s own words for threats; null: not available';

CREATE TABLE reference_name (
    list_id uuid NOT NULL REFERENCES reference_list DEFERRABLE INITIALLY DEFERRED,
    threat  text NOT NULL,
    name    text NOT NULL,
    PRIMARY KEY (list_id, name, threat)
);
COMMENT ON TABLE reference_name IS 'Names that a list names';

GRANT SELECT, INSERT ON reference_list, reference_threat, reference_name TO ${application};

CREATE SEQUENCE change_number;

CREATE TABLE incident (
    id                      uuid        PRIMARY KEY,
    domain                  text        NOT NULL,
    unicode_domain          text        NOT NULL,
    threat                  text        NOT NULL CHECK (threat IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM')),
    registration_id         bigint      REFERENCES registration,
    roid                    text,
    registered_at           timestamptz,
    creator                 integer,
    registrar               integer,
    state                   text        NOT NULL CHECK (state IN ('ATTRIBUTED', 'UNATTRIBUTED', 'NOT_ATTRIBUTABLE')),
    opened_at               timestamptz NOT NULL,
    last_seen_at            timestamptz NOT NULL CHECK (last_seen_at >= opened_at),
    observations            bigint      NOT NULL CHECK (observations > 0),
    families                text[]      NOT NULL,
    judged_classification   text        NOT NULL CHECK (judged_classification IN ('MALICIOUS', 'COMPROMISED', 'PLATFORM', 'UNKNOWN')),
    judged_reason           text        NOT NULL,
    policy_version          integer     NOT NULL,
    person_classification   text        CHECK (person_classification IN ('MALICIOUS', 'COMPROMISED', 'PLATFORM', 'UNKNOWN', 'FALSE_POSITIVE')),
    person_reason           text,
    person                  text,
    person_at               timestamptz,
    classification          text        NOT NULL GENERATED ALWAYS AS (coalesce(person_classification, judged_classification)) STORED,
    evidence                integer     NOT NULL GENERATED ALWAYS AS (
        CASE WHEN person_classification IS NOT NULL THEN 3 WHEN cardinality(families) >= 2 THEN 2 ELSE 1 END) STORED,
    merged_into             uuid        REFERENCES incident,
    change                  bigint      NOT NULL DEFAULT nextval('change_number'),
    CHECK ((state = 'ATTRIBUTED') = (registrar IS NOT NULL)),
    CHECK ((person_classification IS NULL) = (person_reason IS NULL) AND (person IS NULL) = (person_reason IS NULL))
);
CREATE INDEX incident_domain ON incident (domain, threat) WHERE merged_into IS NULL;
CREATE INDEX incident_opening ON incident (opened_at, id) WHERE merged_into IS NULL;
CREATE INDEX incident_registrar ON incident (registrar, opened_at) WHERE merged_into IS NULL;
CREATE INDEX incident_merged ON incident (merged_into) WHERE merged_into IS NOT NULL;
COMMENT ON TABLE incident IS 'One episode of one threat on one lifetime of a domain: listings that lie at most 30 days apart. A conclusion from observations and registrations, computed again whenever these grow';
COMMENT ON COLUMN incident.registrar IS 'IANA ID of the sponsor at the opening';
COMMENT ON COLUMN incident.opened_at IS 'Counting time of its first observation';
COMMENT ON COLUMN incident.families IS 'Source families of its observations, sorted';
COMMENT ON COLUMN incident.person_classification IS 'What a person decided; stands above the rule''s judgement and survives every re-computation';
COMMENT ON COLUMN incident.evidence IS '1 listed, 2 corroborated by two source families, 3 validated by a person';
COMMENT ON COLUMN incident.merged_into IS 'The incident that took this one in, when a listing arrived that closes the gap between them';
COMMENT ON COLUMN incident.change IS 'Number of its last change';

GRANT SELECT, INSERT, UPDATE ON incident TO ${application};
GRANT USAGE, SELECT ON SEQUENCE change_number TO ${application};

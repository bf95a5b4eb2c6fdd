CREATE TABLE plan_version (
    case_id    uuid        NOT NULL REFERENCES casefile,
    version    integer     NOT NULL CHECK (version BETWEEN 1 AND 100),
    registrar  integer     NOT NULL,
    document   text        NOT NULL CHECK (document IS JSON),
    filed_at   timestamptz NOT NULL,
    filed_by   text        NOT NULL,
    PRIMARY KEY (case_id, version)
);
COMMENT ON TABLE plan_version IS 'What a registrar will do, as it filed it; a change is a new version';
COMMENT ON COLUMN plan_version.document IS 'Measures, target and exit criteria';
GRANT SELECT, INSERT ON plan_version TO ${application};

CREATE TABLE plan_agreement (
    case_id   uuid        NOT NULL,
    version   integer     NOT NULL,
    agreed_at timestamptz NOT NULL,
    agreed_by text        NOT NULL,
    note      text,
    PRIMARY KEY (case_id, version),
    FOREIGN KEY (case_id, version) REFERENCES plan_version
);
COMMENT ON TABLE plan_agreement IS 'Versions that the registry agreed to, by another person than filed them; the last one rules';
GRANT SELECT, INSERT ON plan_agreement TO ${application};

CREATE TABLE plan_monitoring (
    id         uuid        PRIMARY KEY,
    case_id    uuid        NOT NULL,
    version    integer     NOT NULL,
    started_at timestamptz NOT NULL,
    FOREIGN KEY (case_id, version) REFERENCES plan_agreement
);
CREATE INDEX plan_monitoring_case ON plan_monitoring (case_id);
COMMENT ON TABLE plan_monitoring IS 'When monitoring started, by an agreed version; months count from the first start on';
GRANT SELECT, INSERT ON plan_monitoring TO ${application};

CREATE TABLE plan_measure_state (
    id          uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL REFERENCES casefile,
    code        text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('OPEN', 'UNDER_WAY', 'DONE')),
    note        text,
    recorded_at timestamptz NOT NULL,
    recorded_by text        NOT NULL
);
CREATE INDEX plan_measure_state_case ON plan_measure_state (case_id, code, id);
COMMENT ON TABLE plan_measure_state IS 'How far a measure is; the last row of a code counts, in whatever version';
GRANT SELECT, INSERT ON plan_measure_state TO ${application};

CREATE TABLE plan_comment (
    id         uuid        PRIMARY KEY,
    case_id    uuid        NOT NULL REFERENCES casefile,
    side       text        NOT NULL CHECK (side IN ('REGISTRAR', 'REGISTRY')),
    text       text        NOT NULL CHECK (text <> ''),
    author     text        NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX plan_comment_case ON plan_comment (case_id, id);
COMMENT ON TABLE plan_comment IS 'What both sides say about the plan; both read all of it';
GRANT SELECT, INSERT ON plan_comment TO ${application};

CREATE TABLE plan_file (
    id          uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL REFERENCES casefile,
    name        text        NOT NULL,
    type        text        NOT NULL CHECK (type IN ('PNG', 'JPEG', 'PDF', 'TXT', 'EML', 'JSON')),
    size        integer     NOT NULL CHECK (size > 0),
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content     bytea       NOT NULL,
    uploaded_by text        NOT NULL,
    uploaded_at timestamptz NOT NULL,
    UNIQUE (case_id, sha256)
);
COMMENT ON TABLE plan_file IS 'Files that belong to a plan, told by their bytes, as they were received';
COMMENT ON COLUMN plan_file.name IS 'Made safe';
GRANT SELECT, INSERT ON plan_file TO ${application};

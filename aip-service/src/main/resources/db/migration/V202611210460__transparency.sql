CREATE TABLE transparency_report (
    id             uuid        PRIMARY KEY,
    from_month     text        NOT NULL CHECK (from_month ~ '^\d{4}-\d{2}$'),
    until_month    text        NOT NULL CHECK (until_month ~ '^\d{4}-\d{2}$'),
    version        integer     NOT NULL CHECK (version > 0),
    supersedes     uuid        REFERENCES transparency_report,
    known_at       timestamptz NOT NULL,
    policy_id      uuid        NOT NULL,
    policy_version integer     NOT NULL,
    drafted_by     text        NOT NULL,
    document       text        NOT NULL CHECK (document IS JSON),
    counts         text        NOT NULL,
    page           text        NOT NULL,
    archive        bytea       NOT NULL,
    sha256         text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CHECK (from_month <= until_month),
    UNIQUE (from_month, until_month, version)
);
COMMENT ON TABLE transparency_report IS 'What the public may learn of a period, frozen when it was drafted; a correction is a new version';
COMMENT ON COLUMN transparency_report.supersedes IS 'The published version in whose place it is to stand';
COMMENT ON COLUMN transparency_report.known_at IS 'What became known later is not in it';
COMMENT ON COLUMN transparency_report.drafted_by IS 'Subject of the caller''s token, or bailiwick where a later reversal made it; never who publishes it';
COMMENT ON COLUMN transparency_report.document IS 'The report, canonical JSON';
COMMENT ON COLUMN transparency_report.counts IS 'Its counts as CSV';
COMMENT ON COLUMN transparency_report.page IS 'The report as HTML';
COMMENT ON COLUMN transparency_report.archive IS 'All of it as ZIP, the same for everybody';
COMMENT ON COLUMN transparency_report.sha256 IS 'Of the document';
GRANT SELECT, INSERT ON transparency_report TO ${application};

CREATE TABLE transparency_publication (
    report_id    uuid        PRIMARY KEY REFERENCES transparency_report,
    published_at timestamptz NOT NULL,
    published_by text        NOT NULL
);
COMMENT ON TABLE transparency_publication IS 'Reports that a second person has published, for everybody';
GRANT SELECT, INSERT ON transparency_publication TO ${application};

CREATE TABLE transparency_dismissal (
    id          uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL REFERENCES casefile,
    ground      text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text        NOT NULL
);
CREATE INDEX transparency_dismissal_case ON transparency_dismissal (case_id, id);
COMMENT ON TABLE transparency_dismissal IS 'In which group of reasons a dismissed candidate is counted; the last row of a case counts';
GRANT SELECT, INSERT ON transparency_dismissal TO ${application};

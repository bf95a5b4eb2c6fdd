CREATE TABLE outcome_report (
    id           uuid        PRIMARY KEY,
    promotion_id uuid        NOT NULL REFERENCES promotion,
    version      integer     NOT NULL CHECK (version > 0),
    as_of        timestamptz NOT NULL,
    made_by      text        NOT NULL,
    content      text        NOT NULL,
    UNIQUE (promotion_id, version)
);
COMMENT ON TABLE outcome_report IS 'What a promotion brought, as far as it could be said on the day; append-only';
COMMENT ON COLUMN outcome_report.content IS 'The report as canonical JSON';
GRANT SELECT, INSERT ON outcome_report TO ${application};

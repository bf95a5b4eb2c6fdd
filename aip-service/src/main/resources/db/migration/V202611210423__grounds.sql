CREATE TABLE case_contest (
    case_id       uuid        NOT NULL REFERENCES casefile,
    correction_id uuid        NOT NULL,
    incident_id   uuid        NOT NULL,
    name          text        NOT NULL,
    state         text        NOT NULL CHECK (state IN (
        'FILED', 'MORE_INFORMATION_ASKED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')),
    filed_at      timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    PRIMARY KEY (case_id, correction_id)
);
COMMENT ON TABLE case_contest IS 'Contests of incidents that a case holds, as last seen in abuse-ingest-service, where they are kept and decided';
GRANT SELECT, INSERT, UPDATE ON case_contest TO ${application};

ALTER TABLE finding ADD COLUMN family text;
COMMENT ON COLUMN finding.family IS 'Family that the registrar was in when it was found; shown, and never a reason to merge';

CREATE TABLE finding_standing (
    id             uuid        PRIMARY KEY,
    finding_id     uuid        NOT NULL REFERENCES finding,
    holds          boolean     NOT NULL,
    run_version    integer,
    summary        text        NOT NULL,
    seen_at        timestamptz NOT NULL
);
CREATE INDEX finding_standing_finding ON finding_standing (finding_id);
COMMENT ON TABLE finding_standing IS 'What later versions of the scores say of the ground of a case: one row for each change';
COMMENT ON COLUMN finding_standing.holds IS 'Whether the gate still holds';
COMMENT ON COLUMN finding_standing.run_version IS 'Version of the run that says so; null where there is no score any more';
GRANT SELECT, INSERT ON finding_standing TO ${application};

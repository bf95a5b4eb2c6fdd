CREATE TABLE report_submission (
    id          uuid        PRIMARY KEY,
    form        text        NOT NULL CHECK (form IN ('JSON', 'XARF_4', 'XARF_3', 'ARF')),
    source_id   text,
    words       text        NOT NULL,
    description text,
    seen_at     timestamptz,
    doubtful    boolean     NOT NULL,
    notes       text[]      NOT NULL,
    received_at timestamptz NOT NULL
);
COMMENT ON TABLE report_submission IS 'A single report as somebody sent it: a claim about one or several names';
COMMENT ON COLUMN report_submission.source_id IS 'The report''s own identifier: report_id of XARF, Message-ID of a mail, the reporter''s reference';
COMMENT ON COLUMN report_submission.words IS 'Its type in its own words';
COMMENT ON COLUMN report_submission.seen_at IS 'When it says that the abuse was seen; null where it does not say or it cannot be';
COMMENT ON COLUMN report_submission.doubtful IS 'Whether its names come from a field that may name the victim';
COMMENT ON COLUMN report_submission.notes IS 'What was left out of it, in sentences';

CREATE TABLE report (
    id             uuid        PRIMARY KEY,
    submission_id  uuid        NOT NULL REFERENCES report_submission,
    domain         text        NOT NULL,
    unicode_domain text        NOT NULL,
    category       text        NOT NULL CHECK (category IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM', 'FRAUD', 'OTHER')),
    reporter       text        NOT NULL,
    source_id      text,
    received_at    timestamptz NOT NULL,
    received_on    date        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('RECEIVED', 'VALIDATED', 'DISMISSED')),
    threat         text        CHECK (threat IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM')),
    dismissal      text        CHECK (dismissal IN ('NOT_ABUSE', 'NOT_OURS', 'DUPLICATE', 'INSUFFICIENT')),
    public_reason  text,
    evidence       text,
    incident_id    uuid        REFERENCES incident,
    decided_by     text,
    decided_at     timestamptz,
    CHECK ((state = 'VALIDATED') = (threat IS NOT NULL AND evidence IS NOT NULL AND incident_id IS NOT NULL)),
    CHECK ((state = 'DISMISSED') = (dismissal IS NOT NULL)),
    CHECK ((state = 'RECEIVED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX report_source ON report (reporter, source_id, domain) WHERE source_id IS NOT NULL;
CREATE UNIQUE INDEX report_day ON report (domain, category, reporter, received_on);
CREATE INDEX report_waiting ON report (received_at, id) WHERE state = 'RECEIVED';
CREATE INDEX report_received ON report (received_at, id);
CREATE INDEX report_incident ON report (incident_id) WHERE incident_id IS NOT NULL;
COMMENT ON TABLE report IS 'What a submission claims about one name, and what a person made of it. Never counted; a validated one has made an observation, which is';
COMMENT ON COLUMN report.reporter IS 'Who is said to complain (contact of XARF, sender of a mail), or else the account that sent it; lower case';
COMMENT ON COLUMN report.received_on IS 'Day of receipt, UTC: the same complaint comes in once a day';
COMMENT ON COLUMN report.public_reason IS 'Shown to the reporter';
COMMENT ON COLUMN report.evidence IS 'What the person saw; not shown to the reporter';
COMMENT ON COLUMN report.incident_id IS 'Incident that the validation belongs to';

CREATE TABLE report_value (
    report_id uuid    NOT NULL REFERENCES report,
    number    integer NOT NULL CHECK (number > 0),
    value     text    NOT NULL,
    PRIMARY KEY (report_id, number)
);
COMMENT ON TABLE report_value IS 'Reported URLs and names, as written';

CREATE TABLE report_attachment (
    submission_id uuid    NOT NULL REFERENCES report_submission,
    number        integer NOT NULL CHECK (number > 0),
    type          text    NOT NULL CHECK (type IN ('TEXT', 'PNG', 'JPEG', 'PDF', 'EML')),
    sha256        text    NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content       bytea   NOT NULL,
    PRIMARY KEY (submission_id, number)
);
COMMENT ON TABLE report_attachment IS 'Attachments of the kinds that are kept, each of the kind that its bytes show';

CREATE TABLE report_submitter (
    report_id        uuid        NOT NULL REFERENCES report,
    subject          text        NOT NULL,
    reference_sha256 text        NOT NULL UNIQUE,
    submitted_at     timestamptz NOT NULL,
    PRIMARY KEY (report_id, subject)
);
COMMENT ON TABLE report_submitter IS 'Which accounts sent a report and may read what became of it';
COMMENT ON COLUMN report_submitter.reference_sha256 IS 'Digest of the reference in the answer, with which somebody else may read it too';

CREATE TABLE report_refusal (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    day    date   NOT NULL,
    digest text
);
COMMENT ON TABLE report_refusal IS 'Reports of child-abuse categories: refused in memory, counted, and nothing kept';
COMMENT ON COLUMN report_refusal.day IS 'Day of receipt, UTC';
COMMENT ON COLUMN report_refusal.digest IS 'HMAC-SHA-256 of the body under the configured key, by which a report can later be shown to be this one; null where no key is configured';

GRANT SELECT, INSERT ON report_submission, report, report_value, report_attachment, report_submitter TO ${application};
GRANT UPDATE (state, threat, dismissal, public_reason, evidence, incident_id, decided_by, decided_at) ON report TO ${application};
GRANT INSERT ON report_refusal TO ${application};

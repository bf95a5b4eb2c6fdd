CREATE TABLE correction (
    id             uuid        PRIMARY KEY,
    incident_id    uuid        NOT NULL REFERENCES incident,
    domain         text        NOT NULL,
    threat         text        NOT NULL,
    month          date        NOT NULL,
    registrar      integer     REFERENCES registrar,
    origin         text        NOT NULL CHECK (origin IN ('CORRECTION', 'CONTEST')),
    kind           text        NOT NULL CHECK (kind IN ('FALSE_POSITIVE', 'NOT_OURS', 'COMPROMISED', 'WITHDRAWN_BY_SOURCE')),
    reverses       uuid        REFERENCES correction,
    reason         text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    evidence       text        NOT NULL CHECK (length(evidence) BETWEEN 1 AND 20000),
    links          text[]      NOT NULL CHECK (cardinality(links) <= 20),
    filed_by       text        NOT NULL,
    filed_at       timestamptz NOT NULL,
    policy_version integer     NOT NULL,
    state          text        NOT NULL CHECK (state IN ('FILED', 'MORE_INFORMATION_ASKED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')),
    due_at         timestamptz NOT NULL,
    answer_due_at  timestamptz,
    announced_at   timestamptz,
    CHECK (origin = 'CORRECTION' OR registrar IS NOT NULL),
    CHECK ((state = 'MORE_INFORMATION_ASKED') = (answer_due_at IS NOT NULL))
);
CREATE UNIQUE INDEX correction_open ON correction (incident_id, kind) WHERE state IN ('FILED', 'MORE_INFORMATION_ASKED');
CREATE UNIQUE INDEX correction_reversed ON correction (reverses)
    WHERE reverses IS NOT NULL AND state IN ('FILED', 'MORE_INFORMATION_ASKED', 'ACCEPTED');
CREATE INDEX correction_registrar ON correction (registrar, id);
CREATE INDEX correction_due ON correction (due_at) WHERE state IN ('FILED', 'MORE_INFORMATION_ASKED');
COMMENT ON TABLE correction IS 'A claim that an incident is not what it is taken for: by the registry''s own people (CORRECTION) or by the registrar (CONTEST)';
COMMENT ON COLUMN correction.incident_id IS 'As filed; where another incident took that one in, the correction speaks of the other';
COMMENT ON COLUMN correction.registrar IS 'IANA ID that the incident counted for when it was filed; null: none';
COMMENT ON COLUMN correction.month IS 'First day of the month that the incident counted in when it was filed';
COMMENT ON COLUMN correction.reverses IS 'The accepted correction that this one says was wrong';
COMMENT ON COLUMN correction.links IS 'References that whoever files it gives: ticket numbers, addresses of pages';
COMMENT ON COLUMN correction.policy_version IS 'Version of the policy corrections that its deadlines come from';
COMMENT ON COLUMN correction.due_at IS 'By when it is to be decided; time in which the registry waits for an answer does not count';
COMMENT ON COLUMN correction.answer_due_at IS 'By when an answer to the registry''s question is due; afterwards it may be refused without one';
COMMENT ON COLUMN correction.announced_at IS 'When it was announced as overdue';

CREATE TABLE correction_history (
    correction_id uuid        NOT NULL REFERENCES correction,
    number        integer     NOT NULL CHECK (number > 0),
    event         text        NOT NULL CHECK (event IN ('FILE', 'ASK', 'ANSWER', 'ACCEPT', 'REFUSE', 'WITHDRAW')),
    state         text        NOT NULL,
    text          text        NOT NULL,
    by            text        NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (correction_id, number)
);
COMMENT ON TABLE correction_history IS 'What happened to a correction, in order';
COMMENT ON COLUMN correction_history.state IS 'The state that it led to';
COMMENT ON COLUMN correction_history.text IS 'Question, answer or reasons';

CREATE TABLE correction_decision (
    correction_id uuid        PRIMARY KEY REFERENCES correction,
    accepted      boolean     NOT NULL,
    reasons       text        NOT NULL CHECK (length(reasons) BETWEEN 1 AND 5000),
    decided_by    text        NOT NULL,
    decided_at    timestamptz NOT NULL,
    incident_id   uuid        NOT NULL REFERENCES incident,
    before        text        NOT NULL,
    after         text        NOT NULL,
    months        date[]      NOT NULL,
    former_word   text        NOT NULL
);
COMMENT ON TABLE correction_decision IS 'Decision record of a correction. A fact: never changed';
COMMENT ON COLUMN correction_decision.incident_id IS 'The incident at the time of the decision, which may have taken in the one that it was filed for';
COMMENT ON COLUMN correction_decision.before IS 'Canonical JSON: how the incident stood before';
COMMENT ON COLUMN correction_decision.after IS 'Canonical JSON: how it stood after';
COMMENT ON COLUMN correction_decision.months IS 'First days of the months whose numbers changed by it';
COMMENT ON COLUMN correction_decision.former_word IS 'Canonical JSON: what persons had said of the incident before, for a reversal';

CREATE TABLE correction_attachment (
    id            uuid        PRIMARY KEY,
    correction_id uuid        NOT NULL REFERENCES correction,
    name          text        NOT NULL CHECK (name ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$'),
    type          text        NOT NULL CHECK (type IN ('PNG', 'JPEG', 'PDF', 'TXT', 'EML', 'JSON')),
    bytes         integer     NOT NULL CHECK (bytes > 0),
    sha256        text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    content       bytea,
    added_by      text        NOT NULL,
    added_at      timestamptz NOT NULL,
    erased_at     timestamptz,
    UNIQUE (correction_id, sha256),
    CHECK ((content IS NULL) = (erased_at IS NOT NULL))
);
ALTER TABLE correction_attachment ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE correction_attachment IS 'Files that go with a correction';
COMMENT ON COLUMN correction_attachment.type IS 'By its first bytes, whatever the sender says';
COMMENT ON COLUMN correction_attachment.content IS 'Null once it was erased; name, size and digest stay';

GRANT SELECT, INSERT ON correction, correction_history, correction_decision, correction_attachment TO ${application};
GRANT UPDATE (state, due_at, answer_due_at, announced_at) ON correction TO ${application};
GRANT UPDATE (content, erased_at) ON correction_attachment TO ${application};

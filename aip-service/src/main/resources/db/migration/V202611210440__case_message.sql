CREATE TABLE case_contact (
    registrar      integer     PRIMARY KEY CHECK (registrar BETWEEN 1 AND 99999999),
    emails         text[]      NOT NULL CHECK (cardinality(emails) <= 10),
    webhook_url    text,
    webhook_secret text,
    version        bigint      NOT NULL CHECK (version > 0),
    changed_at     timestamptz NOT NULL,
    changed_by     text        NOT NULL,
    CHECK ((webhook_url IS NULL) = (webhook_secret IS NULL))
);
COMMENT ON TABLE case_contact IS 'Who of a registrar is told of its cases, beside its abuse contacts in abuse-ingest-service';
COMMENT ON COLUMN case_contact.registrar IS 'IANA ID';
COMMENT ON COLUMN case_contact.webhook_secret IS 'Shared key of the signatures (Standard Webhooks)';
COMMENT ON COLUMN case_contact.version IS 'Counts the changes';
GRANT SELECT, INSERT, UPDATE ON case_contact TO ${application};

CREATE TABLE case_message (
    id             uuid        PRIMARY KEY,
    case_id        uuid        NOT NULL REFERENCES casefile,
    case_reference text        NOT NULL,
    registrar      integer     NOT NULL,
    occasion       text        NOT NULL CHECK (occasion IN (
        'NOTICE', 'REMINDER', 'OVERDUE', 'LIMIT_DECIDED', 'LIMIT_ENDED', 'APPEAL_DECIDED', 'CASE_CLOSED')),
    subject        text        NOT NULL,
    text           text        NOT NULL,
    incidents      uuid[]      NOT NULL,
    policy_id      uuid        NOT NULL,
    policy_version integer     NOT NULL,
    created_at     timestamptz NOT NULL
);
CREATE INDEX case_message_case ON case_message (case_id, id);
COMMENT ON TABLE case_message IS 'What a registrar is told about its case; of a notice it has the identifier of the notice';
COMMENT ON COLUMN case_message.text IS 'As the template made it, without links';
COMMENT ON COLUMN case_message.incidents IS 'Incidents in abuse-ingest-service that it names';
COMMENT ON COLUMN case_message.policy_version IS 'Version of the aip-templates policy';
GRANT SELECT, INSERT ON case_message TO ${application};

CREATE TABLE case_message_list (
    message_id uuid        PRIMARY KEY REFERENCES case_message,
    text       text        NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE case_message_list IS 'The names of a message''s incidents, as they were when it was first addressed; the same in every round';
GRANT SELECT, INSERT ON case_message_list TO ${application};

CREATE TABLE case_message_round (
    message_id      uuid        NOT NULL REFERENCES case_message,
    round           integer     NOT NULL CHECK (round BETWEEN 1 AND 20),
    requested_at    timestamptz NOT NULL,
    requested_by    text        NOT NULL,
    reason          text,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    addressed_at    timestamptz,
    lack            text,
    PRIMARY KEY (message_id, round),
    CHECK ((round = 1) = (reason IS NULL)),
    CHECK (addressed_at IS NULL OR next_attempt_at IS NULL)
);
CREATE INDEX case_message_round_due ON case_message_round (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
COMMENT ON TABLE case_message_round IS 'A message on its way to everybody: 1 the first time, 2 and more when a person has it sent again';
COMMENT ON COLUMN case_message_round.addressed_at IS 'Business time at which its recipients were found; null: not yet, or given up where there is no next attempt';
COMMENT ON COLUMN case_message_round.next_attempt_at IS 'Real time at which recipients are looked for again; null: none';
COMMENT ON COLUMN case_message_round.lack IS 'Why it has no recipients yet';
GRANT SELECT, INSERT ON case_message_round TO ${application};
GRANT UPDATE (attempts, next_attempt_at, addressed_at, lack) ON case_message_round TO ${application};

CREATE TABLE case_delivery (
    id              uuid        PRIMARY KEY,
    message_id      uuid        NOT NULL,
    round           integer     NOT NULL,
    registrar       integer     NOT NULL,
    channel         text        NOT NULL CHECK (channel IN ('EMAIL', 'WEBHOOK')),
    recipient       text        NOT NULL,
    mail_id         text        NOT NULL UNIQUE,
    state           text        NOT NULL CHECK (state IN ('PENDING', 'SENT', 'FAILED', 'GIVEN_UP')),
    created_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    attempted_at    timestamptz,
    sent_at         timestamptz,
    proof           text,
    body_sha256     text        CHECK (body_sha256 ~ '^[0-9a-f]{64}$'),
    reason          text,
    FOREIGN KEY (message_id, round) REFERENCES case_message_round,
    UNIQUE (message_id, round, channel, recipient),
    CHECK ((state = 'SENT') = (sent_at IS NOT NULL AND proof IS NOT NULL AND body_sha256 IS NOT NULL)),
    CHECK (state NOT IN ('FAILED', 'GIVEN_UP') OR reason IS NOT NULL),
    CHECK ((state IN ('PENDING', 'FAILED')) = (next_attempt_at IS NOT NULL))
);
CREATE INDEX case_delivery_due ON case_delivery (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
COMMENT ON TABLE case_delivery IS 'One message to one recipient on one channel, and how far it came';
COMMENT ON COLUMN case_delivery.mail_id IS 'Message-ID, the same in every attempt, so that who receives it twice can tell';
COMMENT ON COLUMN case_delivery.next_attempt_at IS 'Real time; during an attempt the end of its lease, after which it is made again; null: none';
COMMENT ON COLUMN case_delivery.attempted_at IS 'Business time of the last attempt';
COMMENT ON COLUMN case_delivery.proof IS 'The answer of the other side';
COMMENT ON COLUMN case_delivery.body_sha256 IS 'SHA-256 of the text that was mailed, or of the body that was posted';
GRANT SELECT, INSERT ON case_delivery TO ${application};
GRANT UPDATE (state, attempts, next_attempt_at, attempted_at, sent_at, proof, body_sha256, reason) ON case_delivery TO ${application};

CREATE TABLE registrar_contact (
    registrar      integer     PRIMARY KEY REFERENCES registrar,
    emails         text[]      NOT NULL CHECK (cardinality(emails) <= 10),
    webhook_url    text,
    webhook_secret text,
    language       text        NOT NULL CHECK (language IN ('EN', 'DE')),
    digest_minutes integer     CHECK (digest_minutes BETWEEN 1 AND 10080),
    version        bigint      NOT NULL CHECK (version > 0),
    changed_at     timestamptz NOT NULL,
    changed_by     text        NOT NULL,
    CHECK ((webhook_url IS NULL) = (webhook_secret IS NULL))
);
COMMENT ON TABLE registrar_contact IS 'Where a registrar is told of abuse under its names';
COMMENT ON COLUMN registrar_contact.webhook_secret IS 'Shared key of the signatures (Standard Webhooks)';
COMMENT ON COLUMN registrar_contact.digest_minutes IS 'Least minutes between two notifications; null: as the policy says';

CREATE TABLE notification_batch (
    id             uuid        PRIMARY KEY,
    registrar      integer     NOT NULL,
    created_at     timestamptz NOT NULL,
    policy_version integer     NOT NULL
);
CREATE INDEX notification_batch_registrar ON notification_batch (registrar, created_at);
COMMENT ON TABLE notification_batch IS 'Notifications that go to a registrar in one message';

CREATE TABLE notification (
    id             uuid        PRIMARY KEY,
    batch_id       uuid        NOT NULL REFERENCES notification_batch,
    incident_id    uuid        NOT NULL UNIQUE,
    registrar      integer     NOT NULL,
    domain         text        NOT NULL,
    unicode_domain text        NOT NULL,
    threat         text        NOT NULL CHECK (threat IN ('PHISHING', 'MALWARE', 'BOTNET', 'PHARMING', 'SPAM')),
    classification text        NOT NULL CHECK (classification IN ('MALICIOUS', 'COMPROMISED', 'PLATFORM', 'UNKNOWN')),
    evidence       integer     NOT NULL CHECK (evidence BETWEEN 1 AND 3),
    opened_at      timestamptz NOT NULL,
    last_seen_at   timestamptz NOT NULL,
    families       text[]      NOT NULL,
    urls           text[]      NOT NULL,
    created_at     timestamptz NOT NULL,
    fetched_at     timestamptz,
    fetched_by     text,
    CHECK ((fetched_at IS NULL) = (fetched_by IS NULL))
);
CREATE INDEX notification_registrar ON notification (registrar, id);
CREATE INDEX notification_of_batch ON notification (batch_id);
COMMENT ON TABLE notification IS 'An incident as its sponsor was told of it, once: the sponsor at that time, since nobody else can act';
COMMENT ON COLUMN notification.urls IS 'Reported URLs and names, as written, newest first, at most 10';
COMMENT ON COLUMN notification.fetched_at IS 'Business time at which the registrar first fetched it from the list';

CREATE TABLE notification_delivery (
    id              uuid        PRIMARY KEY,
    batch_id        uuid        NOT NULL REFERENCES notification_batch,
    registrar       integer     NOT NULL,
    round           integer     NOT NULL CHECK (round > 0),
    channel         text        NOT NULL CHECK (channel IN ('EMAIL', 'WEBHOOK', 'PULL')),
    recipient       text        NOT NULL,
    message_id      text        NOT NULL UNIQUE,
    state           text        NOT NULL CHECK (state IN ('QUEUED', 'SENT', 'DELIVERED', 'FAILED')),
    created_at      timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    sent_at         timestamptz,
    delivered_at    timestamptz,
    proof           text,
    reason          text,
    UNIQUE (batch_id, round, channel, recipient),
    CHECK ((state = 'DELIVERED') = (delivered_at IS NOT NULL AND proof IS NOT NULL)),
    CHECK (state <> 'FAILED' OR reason IS NOT NULL)
);
CREATE INDEX notification_delivery_due ON notification_delivery (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX notification_delivery_registrar ON notification_delivery (registrar, id);
COMMENT ON TABLE notification_delivery IS 'One message to one recipient on one channel, and how far it came';
COMMENT ON COLUMN notification_delivery.round IS '1 the notification; 2 and more its repeats, which hold what is still unanswered';
COMMENT ON COLUMN notification_delivery.message_id IS 'The same in every attempt, so that who receives it twice can tell';
COMMENT ON COLUMN notification_delivery.state IS 'QUEUED: waits. SENT: an attempt is under way, or its end is not known. DELIVERED: the other side took it. FAILED: it did not; tried again at the next attempt, or given up where there is none';
COMMENT ON COLUMN notification_delivery.next_attempt_at IS 'Real time, not business time; null: none';
COMMENT ON COLUMN notification_delivery.proof IS 'The answer of the other side, or who fetched it';

CREATE TABLE notification_answer (
    id              uuid        PRIMARY KEY,
    notification_id uuid        NOT NULL REFERENCES notification,
    action          text        NOT NULL CHECK (action IN ('ACKNOWLEDGED', 'SUSPENDED', 'DELETED', 'CLEANED', 'CUSTOMER_NOTIFIED', 'REFERRED', 'TRANSFERRED', 'NOT_ABUSE', 'NO_ACTION')),
    at              timestamptz NOT NULL,
    note            text,
    answered_by     text        NOT NULL,
    recorded_at     timestamptz NOT NULL
);
CREATE INDEX notification_answer_of ON notification_answer (notification_id, recorded_at);
CREATE UNIQUE INDEX notification_acknowledged ON notification_answer (notification_id) WHERE action = 'ACKNOWLEDGED';
COMMENT ON TABLE notification_answer IS 'What the registrar says of a notification: that it read it, and what it did';
COMMENT ON COLUMN notification_answer.at IS 'When it did so, by its own word';

GRANT SELECT, INSERT ON notification_batch, notification, notification_delivery, notification_answer TO ${application};
GRANT UPDATE (fetched_at, fetched_by) ON notification TO ${application};
GRANT UPDATE (state, attempts, next_attempt_at, sent_at, delivered_at, proof, reason) ON notification_delivery TO ${application};
GRANT SELECT, INSERT, UPDATE ON registrar_contact TO ${application};

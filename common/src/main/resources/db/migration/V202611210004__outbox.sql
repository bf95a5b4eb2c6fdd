CREATE TABLE outbox_event (
    sequence bigint      PRIMARY KEY CHECK (sequence > 0),
    type     text        NOT NULL,
    subject  text        NOT NULL,
    at       timestamptz NOT NULL,
    payload  text        NOT NULL
);
COMMENT ON TABLE outbox_event IS 'Events, written in the transaction that made them; numbers have no gaps and commit in order';
COMMENT ON COLUMN outbox_event.payload IS 'Canonical JSON';

CREATE TABLE webhook (
    id          uuid        PRIMARY KEY,
    url         text        NOT NULL,
    event_types text[]      NOT NULL,
    secret      text        NOT NULL,
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    removed_at  timestamptz
);
COMMENT ON TABLE webhook IS 'Who has events pushed';
COMMENT ON COLUMN webhook.event_types IS 'Empty: all types';
COMMENT ON COLUMN webhook.secret IS 'Shared key of the signatures (Standard Webhooks)';

CREATE TABLE webhook_delivery (
    webhook_id      uuid        NOT NULL REFERENCES webhook,
    event_sequence  bigint      NOT NULL REFERENCES outbox_event,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    delivered_at    timestamptz,
    last_error      text,
    PRIMARY KEY (webhook_id, event_sequence)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE delivered_at IS NULL;
COMMENT ON TABLE webhook_delivery IS 'State of an event''s delivery to a webhook; times are real time, not business time';

GRANT SELECT, INSERT ON outbox_event TO ${application};
GRANT SELECT, INSERT ON webhook TO ${application};
GRANT UPDATE (removed_at) ON webhook TO ${application};
GRANT SELECT, INSERT ON webhook_delivery TO ${application};
GRANT UPDATE (attempts, next_attempt_at, delivered_at, last_error) ON webhook_delivery TO ${application};

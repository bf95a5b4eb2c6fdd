CREATE TABLE register_batch (
    id                 uuid        PRIMARY KEY,
    kind               text        NOT NULL CHECK (kind IN ('EVENTS', 'MEASUREMENTS')),
    sha256             text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes              bigint      NOT NULL,
    received_at        timestamptz NOT NULL,
    received_by        text        NOT NULL,
    rows_read          bigint      NOT NULL,
    rows_accepted      bigint      NOT NULL,
    rows_duplicate     bigint      NOT NULL,
    rows_rejected      bigint      NOT NULL,
    rejected_by_reason text        NOT NULL,
    UNIQUE (kind, sha256),
    CHECK (rows_read = rows_accepted + rows_duplicate + rows_rejected)
);
COMMENT ON TABLE register_batch IS 'Register events and measurements as received, and what became of their rows';
COMMENT ON COLUMN register_batch.sha256 IS 'Of the bytes as received';

CREATE TABLE register_rejection (
    batch_id uuid   NOT NULL REFERENCES register_batch DEFERRABLE INITIALLY DEFERRED,
    line     bigint NOT NULL,
    reason   text   NOT NULL,
    detail   text   NOT NULL,
    raw      text   NOT NULL,
    PRIMARY KEY (batch_id, line)
);
COMMENT ON TABLE register_rejection IS 'Rows that were not accepted, kept as received (bounded) with the reason';

CREATE TABLE register_event (
    event_id        text        PRIMARY KEY,
    batch_id        uuid        NOT NULL REFERENCES register_batch DEFERRABLE INITIALLY DEFERRED,
    line            bigint      NOT NULL,
    type            text        NOT NULL CHECK (type IN ('CREATE', 'RENEW', 'TRANSFER', 'DELETE', 'AGP_DELETE', 'RESTORE', 'DS_CHANGE', 'STATUS_CHANGE')),
    name            text        NOT NULL,
    roid            text        NOT NULL,
    tld             text        NOT NULL,
    registrar       integer     NOT NULL,
    other_registrar integer,
    occurred_at     timestamptz NOT NULL,
    years           integer,
    detail          text
);
CREATE INDEX register_event_roid ON register_event (roid, type);
CREATE INDEX register_event_time ON register_event (occurred_at);
COMMENT ON TABLE register_event IS 'What the registry streamed, once for each identifier of the source. Facts for registration_event, which holds each of them once, whoever told it first';
COMMENT ON COLUMN register_event.event_id IS 'The source''s own identifier: the same event comes in once';

ALTER TABLE registration_event
    ALTER COLUMN deposit_id DROP NOT NULL,
    ADD COLUMN event_id text REFERENCES register_event DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT registration_event_told CHECK ((deposit_id IS NULL) <> (event_id IS NULL));
CREATE INDEX registration_event_roid ON registration_event (roid, type);
COMMENT ON COLUMN registration_event.event_id IS 'The streamed event that told it first; null where a deposit did';

CREATE TABLE registration_event_repeat (
    deposit_id uuid        NOT NULL REFERENCES deposit DEFERRABLE INITIALLY DEFERRED,
    type       text        NOT NULL,
    name       text        NOT NULL,
    roid       text        NOT NULL,
    occurred_at timestamptz NOT NULL
);
CREATE INDEX registration_event_repeat_deposit ON registration_event_repeat (deposit_id);
COMMENT ON TABLE registration_event_repeat IS 'What a deposit shows and the stream had told before: counted in the reconciliation of the two, and no second event';

CREATE TABLE measurement (
    name        text        NOT NULL,
    measured_at timestamptz NOT NULL,
    method      text        NOT NULL,
    usage       text        NOT NULL CHECK (usage IN ('RESOLVING_CONTENT', 'PARKED', 'REDIRECT', 'FOR_SALE', 'ERROR', 'NO_RESOLUTION', 'UNKNOWN')),
    tls         text        NOT NULL CHECK (tls IN ('VALID', 'INVALID', 'NONE', 'UNKNOWN')),
    dnssec      text        NOT NULL CHECK (dnssec IN ('SECURE', 'INSECURE', 'BOGUS', 'UNKNOWN')),
    mx          text        NOT NULL CHECK (mx IN ('WORKING', 'PRESENT', 'NONE', 'UNKNOWN')),
    batch_id    uuid        NOT NULL REFERENCES register_batch DEFERRABLE INITIALLY DEFERRED,
    line        bigint      NOT NULL,
    PRIMARY KEY (name, measured_at, method)
);
CREATE INDEX measurement_time ON measurement USING brin (measured_at);
COMMENT ON TABLE measurement IS 'What a probe found of a name at a time. UNKNOWN is not no: it counts on neither side';
COMMENT ON COLUMN measurement.method IS 'How it was measured, as the prober calls it';

GRANT SELECT, INSERT ON register_batch, register_rejection, register_event, registration_event_repeat, measurement TO ${application};

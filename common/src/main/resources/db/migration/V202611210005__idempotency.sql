CREATE TABLE idempotency_record (
    caller         text        NOT NULL,
    operation      text        NOT NULL,
    key            text        NOT NULL,
    request_sha256 text        NOT NULL,
    response       text,
    at             timestamptz NOT NULL,
    PRIMARY KEY (caller, operation, key)
);
COMMENT ON TABLE idempotency_record IS 'Answers already given, so that a repeated request is answered again and done once';
COMMENT ON COLUMN idempotency_record.response IS 'Canonical JSON; empty only inside the transaction that does the work';

GRANT SELECT, INSERT ON idempotency_record TO ${application};
GRANT UPDATE (response) ON idempotency_record TO ${application};

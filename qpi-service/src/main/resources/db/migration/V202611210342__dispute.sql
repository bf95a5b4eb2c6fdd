CREATE TABLE dispute (
    id             uuid        PRIMARY KEY,
    statement_id   uuid        NOT NULL REFERENCES statement,
    transaction_id uuid        NOT NULL,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    state          text        NOT NULL CHECK (state IN ('OPEN', 'UPHELD', 'CORRECTED', 'REJECTED', 'WITHDRAWN')),
    reason         text        NOT NULL CHECK (reason <> ''),
    filed_by       text        NOT NULL,
    filed_at       timestamptz NOT NULL,
    held           numeric     NOT NULL CHECK (held >= 0),
    hold_id        uuid        UNIQUE,
    changed_at     timestamptz NOT NULL,
    answer         text        CHECK (answer <> ''),
    correction_id  uuid        REFERENCES statement,
    FOREIGN KEY (statement_id, transaction_id) REFERENCES statement_line (statement_id, transaction_id),
    CHECK ((held > 0) = (hold_id IS NOT NULL)),
    CHECK ((state = 'CORRECTED') = (correction_id IS NOT NULL)),
    CHECK (state NOT IN ('UPHELD', 'CORRECTED', 'REJECTED') OR answer IS NOT NULL)
);
CREATE UNIQUE INDEX dispute_once ON dispute (transaction_id) WHERE state IN ('OPEN', 'UPHELD');
CREATE INDEX dispute_registrar ON dispute (registrar, id);
CREATE INDEX dispute_statement ON dispute (statement_id);
COMMENT ON TABLE dispute IS 'A registrar disputes a line of a statement; at most one dispute of a line is open';
COMMENT ON COLUMN dispute.held IS 'What was payable of the line and is kept back';
COMMENT ON COLUMN dispute.hold_id IS 'The transaction that keeps it back; null where nothing of the line was payable';
COMMENT ON COLUMN dispute.answer IS 'The reason of the last decision, for the registrar';
COMMENT ON COLUMN dispute.correction_id IS 'The corrected statement';

CREATE TABLE dispute_change (
    dispute_id uuid        NOT NULL REFERENCES dispute,
    position   integer     NOT NULL CHECK (position > 0),
    event      text        NOT NULL CHECK (event IN ('FILE', 'UPHOLD', 'REJECT', 'WITHDRAW', 'BOOK', 'REOPEN')),
    state      text        NOT NULL,
    by         text        NOT NULL,
    at         timestamptz NOT NULL,
    reason     text        NOT NULL,
    PRIMARY KEY (dispute_id, position)
);
COMMENT ON TABLE dispute_change IS 'What happened to a dispute, in order; append-only';
COMMENT ON COLUMN dispute_change.state IS 'The state from then on';

GRANT SELECT, INSERT ON dispute, dispute_change TO ${application};
GRANT UPDATE (state, changed_at, answer, correction_id) ON dispute TO ${application};

CREATE TABLE order_list (
    serial      bigint      PRIMARY KEY,
    issued_at   timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    key_id      text        NOT NULL,
    orders      integer     NOT NULL CHECK (orders >= 0),
    signed      text        NOT NULL,
    CHECK (valid_until > issued_at)
);
COMMENT ON TABLE order_list IS 'Every signed list of orders that was issued, one with each change and one when half the time of the last is over';
COMMENT ON COLUMN order_list.serial IS 'Only grows; not less than the seconds of the clock since 1970, so that it grows over a restore from a backup, too';
COMMENT ON COLUMN order_list.issued_at IS 'Business time';
COMMENT ON COLUMN order_list.valid_until IS 'First instant at which nobody goes by it any more';
COMMENT ON COLUMN order_list.key_id IS 'kid of the key that signed it';
COMMENT ON COLUMN order_list.orders IS 'How many orders it has';
COMMENT ON COLUMN order_list.signed IS 'The JWS, compact serialization';
GRANT SELECT, INSERT ON order_list TO ${application};

CREATE TABLE command_refusal (
    id             uuid        PRIMARY KEY,
    at             timestamptz NOT NULL,
    registrar      integer     NOT NULL,
    command        text        NOT NULL,
    name           text,
    order_id       uuid        NOT NULL,
    case_reference text        NOT NULL,
    list_serial    bigint      NOT NULL,
    asked_by       text        NOT NULL
);
CREATE INDEX command_refusal_registrar ON command_refusal (registrar, id);
COMMENT ON TABLE command_refusal IS 'Every refusal that the decision endpoint has answered with, written before the answer';
COMMENT ON COLUMN command_refusal.id IS 'Sorts by time';
COMMENT ON COLUMN command_refusal.at IS 'Business time for which it was decided';
COMMENT ON COLUMN command_refusal.registrar IS 'IANA ID';
COMMENT ON COLUMN command_refusal.command IS 'As domain:create';
COMMENT ON COLUMN command_refusal.name IS 'The object''s name, where it was sent';
COMMENT ON COLUMN command_refusal.order_id IS 'The order that refused it; no foreign key, which would lock the order at every refusal';
COMMENT ON COLUMN command_refusal.list_serial IS 'Serial number of the list that was gone by';
COMMENT ON COLUMN command_refusal.asked_by IS 'Subject of the caller''s token';
GRANT SELECT, INSERT ON command_refusal TO ${application};

CREATE TABLE command_count (
    minute      timestamptz NOT NULL,
    registrar   integer     NOT NULL,
    list_serial bigint      NOT NULL,
    allowed     bigint      NOT NULL CHECK (allowed >= 0),
    warned      bigint      NOT NULL CHECK (warned BETWEEN 0 AND allowed),
    PRIMARY KEY (minute, registrar, list_serial)
);
COMMENT ON TABLE command_count IS 'What the decision endpoint has allowed: counted in memory and added every second';
COMMENT ON COLUMN command_count.minute IS 'Beginning of the minute, business time';
COMMENT ON COLUMN command_count.list_serial IS 'Serial number of the list that was gone by';
COMMENT ON COLUMN command_count.warned IS 'Of these, those for which an order needed to know something that it was not told';
GRANT SELECT, INSERT, UPDATE ON command_count TO ${application};

-- What a limit of the Abuse Intervention Program paused is kept: it earns afterwards where the limit is reversed.
CREATE TABLE paused_create (
    promotion_id   uuid        NOT NULL REFERENCES promotion,
    event_sequence bigint      NOT NULL,
    type           text        NOT NULL CHECK (type IN ('CREATE', 'RENEW', 'TRANSFER')),
    name           text        NOT NULL,
    roid           text        NOT NULL,
    registrar      integer     NOT NULL CHECK (registrar > 0),
    occurred_at    timestamptz NOT NULL,
    years          integer,
    premium        boolean,
    price          numeric,
    price_currency text,
    ended          text        CHECK (ended IN ('DELETED', 'ACCRUED', 'DECLINED')),
    PRIMARY KEY (promotion_id, event_sequence),
    CHECK ((price IS NULL) = (price_currency IS NULL))
);
CREATE INDEX paused_create_open ON paused_create (promotion_id, event_sequence) WHERE ended IS NULL;
CREATE INDEX paused_create_roid ON paused_create (promotion_id, roid) WHERE ended IS NULL;
COMMENT ON TABLE paused_create IS 'Registration events that would have earned but for a limit that was in force';
COMMENT ON COLUMN paused_create.event_sequence IS 'Of the event in the ingest service';
COMMENT ON COLUMN paused_create.ended IS 'Null while the limit stands; DELETED in the add grace period, ACCRUED after the limit was reversed, DECLINED for another reason then';
GRANT SELECT, INSERT ON paused_create TO ${application};
GRANT UPDATE (ended) ON paused_create TO ${application};

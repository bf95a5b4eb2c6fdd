CREATE TABLE registrar (
    iana_id   integer     PRIMARY KEY CHECK (iana_id BETWEEN 1 AND 99999999),
    client_id text        NOT NULL UNIQUE,
    name      text        NOT NULL,
    status    text        NOT NULL,
    kind      text        NOT NULL GENERATED ALWAYS AS (
        CASE WHEN iana_id IN (9998, 9999) THEN 'REGISTRY' WHEN status = 'terminated' THEN 'TERMINATED' ELSE 'ACCREDITED' END) STORED,
    noted_at  timestamptz NOT NULL
);
COMMENT ON TABLE registrar IS 'Registrars by IANA ID, as the newest deposit names them';
COMMENT ON COLUMN registrar.client_id IS 'The registry''s EPP client identifier';
COMMENT ON COLUMN registrar.status IS 'As in the deposit: ok, readonly, terminated';
COMMENT ON COLUMN registrar.noted_at IS 'Watermark of the deposit that said so';

CREATE TABLE deposit (
    id                      uuid        PRIMARY KEY,
    deposit_id              text        NOT NULL,
    type                    text        NOT NULL CHECK (type IN ('FULL', 'DIFF')),
    previous_id             text,
    watermark               timestamptz NOT NULL,
    tld                     text        NOT NULL,
    sha256                  text        NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes                   bigint      NOT NULL,
    received_at             timestamptz NOT NULL,
    received_by             text        NOT NULL,
    registrars              bigint      NOT NULL,
    rows_read               bigint      NOT NULL,
    rows_accepted           bigint      NOT NULL,
    rows_rejected           bigint      NOT NULL,
    rejected_by_reason      text        NOT NULL,
    domains_added           bigint      NOT NULL,
    domains_changed         bigint      NOT NULL,
    domains_deleted         bigint      NOT NULL,
    events                  bigint      NOT NULL,
    incidents_bound         bigint      NOT NULL,
    domains_under_management bigint     NOT NULL,
    UNIQUE (tld, watermark),
    CHECK (rows_read = rows_accepted + rows_rejected)
);
COMMENT ON TABLE deposit IS 'Escrow deposits as loaded, in the order of their watermarks';
COMMENT ON COLUMN deposit.watermark IS 'Instant as of which the deposit speaks; evidence for the UTC day that holds the instant just before';

CREATE TABLE deposit_rejection (
    deposit_id uuid   NOT NULL REFERENCES deposit DEFERRABLE INITIALLY DEFERRED,
    number     bigint NOT NULL,
    csv        text   NOT NULL,
    line       bigint NOT NULL,
    reason     text   NOT NULL,
    detail     text   NOT NULL,
    raw        text   NOT NULL,
    PRIMARY KEY (deposit_id, number)
);
COMMENT ON TABLE deposit_rejection IS 'Rows of a deposit that were not accepted, with table, line and reason';

CREATE TABLE registration (
    id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name          text        NOT NULL,
    roid          text        NOT NULL UNIQUE,
    tld           text        NOT NULL,
    sponsor       integer     NOT NULL REFERENCES registrar,
    creator       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    created_years integer     NOT NULL,
    expires_at    timestamptz NOT NULL,
    transferred_at timestamptz,
    statuses      text[]      NOT NULL,
    signed        boolean,
    deleted_at    timestamptz,
    delete_noted_at timestamptz
);
CREATE INDEX registration_name ON registration (name);
CREATE INDEX registration_creation ON registration (created_at);
CREATE UNIQUE INDEX registration_live ON registration (name) WHERE deleted_at IS NULL;
COMMENT ON TABLE registration IS 'One lifetime of a name, from creation to purge; a name that is registered again has another ROID';
COMMENT ON COLUMN registration.creator IS 'IANA ID of the registrar that created the name';
COMMENT ON COLUMN registration.created_years IS 'Years from creation to the first expiry seen';
COMMENT ON COLUMN registration.signed IS 'Whether the deposit holds DNSSEC data of it; null where deposits hold none at all';
COMMENT ON COLUMN registration.deleted_at IS 'Latest instant at which it can have been purged; exclusive';
COMMENT ON COLUMN registration.delete_noted_at IS 'First seen in pendingDelete or the redemption grace period; null once restored';

CREATE TABLE sponsorship (
    registration_id bigint      NOT NULL REFERENCES registration,
    from_at         timestamptz NOT NULL,
    until_at        timestamptz,
    registrar       integer     NOT NULL,
    PRIMARY KEY (registration_id, from_at),
    CHECK (until_at >= from_at)
);
COMMENT ON TABLE sponsorship IS 'Who sponsored a registration when. A time that no row covers is a time of which nobody told us';
COMMENT ON COLUMN sponsorship.until_at IS 'Exclusive; null: until now';

CREATE TABLE term (
    registration_id bigint      NOT NULL REFERENCES registration,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (registration_id, expires_at)
);
CREATE INDEX term_expiry ON term (expires_at);
COMMENT ON TABLE term IS 'Every expiry that a registration was seen with: the cohorts of renewal';

CREATE TABLE registration_event (
    sequence        bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    type            text        NOT NULL CHECK (type IN ('CREATE', 'RENEW', 'TRANSFER', 'DELETE', 'AGP_DELETE')),
    name            text        NOT NULL,
    roid            text        NOT NULL,
    registrar       integer     NOT NULL,
    other_registrar integer,
    occurred_at     timestamptz NOT NULL,
    years           integer,
    recorded_at     timestamptz NOT NULL,
    deposit_id      uuid        NOT NULL REFERENCES deposit DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX registration_event_time ON registration_event (occurred_at);
COMMENT ON TABLE registration_event IS 'What one deposit shows to have happened since the one before. The first deposit is the baseline and makes none';
COMMENT ON COLUMN registration_event.registrar IS 'Creator, sponsor, or for a transfer the gaining registrar';

CREATE TABLE evidence_day (
    day        date    NOT NULL,
    tld        text    NOT NULL,
    deposit_id uuid    NOT NULL REFERENCES deposit DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (day, tld)
);
COMMENT ON TABLE evidence_day IS 'Days (UTC) whose end a deposit shows';

CREATE TABLE domains_under_management (
    day          date    NOT NULL,
    tld          text    NOT NULL,
    registrar    integer NOT NULL REFERENCES registrar,
    names        bigint  NOT NULL CHECK (names > 0),
    signed_names bigint,
    PRIMARY KEY (day, tld, registrar)
);
COMMENT ON TABLE domains_under_management IS 'Names per registrar at the end of a day, whatever their status but pendingCreate; a registrar without names has no row';

GRANT SELECT, INSERT ON deposit, deposit_rejection, registration_event, term TO ${application};
GRANT SELECT, INSERT, UPDATE ON registrar, registration, sponsorship TO ${application};
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_day, domains_under_management TO ${application};

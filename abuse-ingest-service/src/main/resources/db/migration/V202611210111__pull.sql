CREATE TABLE feed_pull (
    feed_id           uuid        PRIMARY KEY REFERENCES feed,
    url               text        NOT NULL CHECK (length(url) <= 2000),
    connector         text        NOT NULL CHECK (connector IN ('PLAIN', 'TAXII', 'MISP', 'ECX')),
    every_seconds     bigint      NOT NULL CHECK (every_seconds BETWEEN 60 AND 2678400),
    credential        text        CHECK (credential ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    credential_header text        CHECK (credential_header ~ '^[A-Za-z0-9-]{1,64}$'),
    enabled           boolean     NOT NULL,
    version           bigint      NOT NULL,
    changed_at        timestamptz NOT NULL,
    changed_by        text        NOT NULL,
    next_at           timestamptz NOT NULL,
    failures          integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    lease_fetch       uuid,
    lease_until       timestamptz,
    CHECK ((credential IS NULL) = (credential_header IS NULL)),
    CHECK ((lease_fetch IS NULL) = (lease_until IS NULL))
);
CREATE INDEX feed_pull_due ON feed_pull (next_at) WHERE enabled;
COMMENT ON TABLE feed_pull IS 'Where and how often a feed is fetched, and which replica is at it. One row is one unit of work that is claimed with SKIP LOCKED';
COMMENT ON COLUMN feed_pull.connector IS 'How the source is walked: one document, pages of a TAXII collection, a MISP manifest with its events, HAL pages of eCX';
COMMENT ON COLUMN feed_pull.every_seconds IS 'Interval between fetches, from a minute to 31 days';
COMMENT ON COLUMN feed_pull.credential IS 'Name of a credential in the configuration; never the secret itself';
COMMENT ON COLUMN feed_pull.credential_header IS 'Name of the HTTP header that carries the secret';
COMMENT ON COLUMN feed_pull.version IS 'Grows with each change by a person; the ETag';
COMMENT ON COLUMN feed_pull.next_at IS 'Business time from which the next fetch is due';
COMMENT ON COLUMN feed_pull.failures IS 'Failed fetches in a row';
COMMENT ON COLUMN feed_pull.lease_fetch IS 'The fetch that holds the pull; null: nobody does';
COMMENT ON COLUMN feed_pull.lease_until IS 'Real time of the database after which another replica may take over';

CREATE TABLE pull_fetch (
    id           uuid        PRIMARY KEY,
    feed_id      uuid        NOT NULL REFERENCES feed,
    requested_by text,
    started_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    outcome      text        CHECK (outcome IN ('NEW', 'UNCHANGED', 'FAILED')),
    reason       text,
    http_status  integer,
    bytes        bigint      NOT NULL DEFAULT 0,
    payload_ids  uuid[]      NOT NULL DEFAULT '{}',
    message      text        NOT NULL DEFAULT '' CHECK (length(message) <= 1000),
    CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    CHECK ((outcome IS NOT DISTINCT FROM 'FAILED') = (reason IS NOT NULL))
);
CREATE INDEX pull_fetch_feed ON pull_fetch (feed_id, id);
CREATE INDEX pull_fetch_started ON pull_fetch (feed_id, started_at);
COMMENT ON TABLE pull_fetch IS 'One fetch of a feed and how it ended; written once more when it ends, never after';
COMMENT ON COLUMN pull_fetch.requested_by IS 'Who asked for it; null: the schedule';
COMMENT ON COLUMN pull_fetch.outcome IS 'Null while it runs';
COMMENT ON COLUMN pull_fetch.bytes IS 'Received in answers, all documents together';
COMMENT ON COLUMN pull_fetch.payload_ids IS 'Payloads that it brought or met again';

CREATE TABLE pull_mark (
    feed_id uuid NOT NULL REFERENCES feed,
    item    text NOT NULL CHECK (length(item) <= 200),
    mark    text NOT NULL CHECK (length(mark) <= 4000),
    PRIMARY KEY (feed_id, item)
);
COMMENT ON TABLE pull_mark IS 'How far a source has been read: its validators, the time or page to go on from, the edition of each MISP event';
COMMENT ON COLUMN pull_mark.item IS 'etag, last-modified, added-after, next, since, or event/ and a UUID';

CREATE INDEX payload_received ON payload (feed_id, received_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON feed_pull, pull_mark TO ${application};
GRANT SELECT, INSERT ON pull_fetch TO ${application};
GRANT UPDATE (ended_at, outcome, reason, http_status, bytes, payload_ids, message) ON pull_fetch TO ${application};

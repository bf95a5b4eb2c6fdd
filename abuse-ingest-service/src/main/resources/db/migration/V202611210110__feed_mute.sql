CREATE TABLE feed_mute (
    id           uuid        PRIMARY KEY,
    feed_id      uuid        NOT NULL REFERENCES feed,
    from_at      timestamptz NOT NULL,
    until_at     timestamptz,
    reason       text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    muted_at     timestamptz NOT NULL,
    muted_by     text        NOT NULL,
    unmuted_at   timestamptz,
    unmuted_by   text,
    unmute_reason text       CHECK (length(unmute_reason) BETWEEN 1 AND 2000),
    CHECK (until_at >= from_at),
    CHECK ((until_at IS NULL) = (unmuted_at IS NULL)
       AND (until_at IS NULL) = (unmuted_by IS NULL)
       AND (until_at IS NULL) = (unmute_reason IS NULL))
);
CREATE UNIQUE INDEX feed_mute_open ON feed_mute (feed_id) WHERE until_at IS NULL;
CREATE INDEX feed_mute_feed ON feed_mute (feed_id, from_at);
COMMENT ON TABLE feed_mute IS 'Time in which a feed is no evidence: an observation of the feed with from_at <= counted_at < coalesce(until_at, infinity) is left out of every episode. Facts stay; only what is concluded from them changes';
COMMENT ON COLUMN feed_mute.from_at IS 'First counting time that is muted';
COMMENT ON COLUMN feed_mute.until_at IS 'Counting time from which the feed speaks again; null: still muted; equal to from_at: nothing is muted, the mute was a mistake';
COMMENT ON COLUMN feed_mute.reason IS 'Why a person muted it';
COMMENT ON COLUMN feed_mute.muted_at IS 'When the person muted it';
COMMENT ON COLUMN feed_mute.unmuted_at IS 'When a person set the end';
COMMENT ON COLUMN feed_mute.unmute_reason IS 'Why a person set the end';

GRANT SELECT, INSERT ON feed_mute TO ${application};
GRANT UPDATE (until_at, unmuted_at, unmuted_by, unmute_reason) ON feed_mute TO ${application};

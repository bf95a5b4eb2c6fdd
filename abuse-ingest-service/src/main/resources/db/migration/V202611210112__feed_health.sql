CREATE TABLE payload_repeat (
    payload_id  uuid        NOT NULL REFERENCES payload,
    received_at timestamptz NOT NULL,
    received_by text        NOT NULL
);
CREATE INDEX payload_repeat_payload ON payload_repeat (payload_id, received_at);
COMMENT ON TABLE payload_repeat IS 'The bytes of a payload were sent again: nothing changed, but the sender is alive';
COMMENT ON COLUMN payload_repeat.received_at IS 'Business time';

CREATE TABLE feed_expectation (
    feed_id       uuid        PRIMARY KEY REFERENCES feed,
    every_seconds bigint      NOT NULL CHECK (every_seconds BETWEEN 60 AND 2678400),
    whole_list    boolean     NOT NULL,
    version       bigint      NOT NULL,
    changed_at    timestamptz NOT NULL,
    changed_by    text        NOT NULL
);
COMMENT ON TABLE feed_expectation IS 'How often a feed is expected to come, for feeds that are pushed or that change less often than they are pulled';
COMMENT ON COLUMN feed_expectation.whole_list IS 'Whether each payload holds the whole list, so that a much shorter one is suspicious';
COMMENT ON COLUMN feed_expectation.version IS 'Grows with each change; the ETag';

CREATE VIEW feed_contact AS
    SELECT feed_id, started_at AS at, outcome <> 'FAILED' AS good, reason IS NOT DISTINCT FROM 'TRUNCATED' AS truncated
    FROM pull_fetch WHERE outcome IS NOT NULL
  UNION ALL
    SELECT feed_id, received_at, true, false FROM payload WHERE historical_from IS NULL AND received_by <> 'schedule'
  UNION ALL
    SELECT p.feed_id, r.received_at, true, false FROM payload_repeat r JOIN payload p ON p.id = r.payload_id;
COMMENT ON VIEW feed_contact IS 'Every time that a feed was fetched or sent something, historical imports left out';

CREATE TABLE feed_day (
    feed_id          uuid             NOT NULL REFERENCES feed,
    day              date             NOT NULL,
    fetches_good     bigint           NOT NULL,
    fetches_failed   bigint           NOT NULL,
    fetches_truncated bigint          NOT NULL,
    rows_read        bigint           NOT NULL,
    rows_accepted    bigint           NOT NULL,
    rows_rejected    bigint           NOT NULL,
    rows_faulty      bigint           NOT NULL,
    smallest_share   double precision,
    last_good_at     timestamptz,
    longest_gap_seconds bigint,
    expected_seconds bigint,
    newest_source_at timestamptz,
    lag_seconds      bigint,
    level_z          double precision,
    status           text             CHECK (status IN ('HEALTHY', 'UNHEALTHY', 'NOT_JUDGED')),
    reasons          text             NOT NULL DEFAULT '[]',
    policy_version   integer,
    over             boolean          NOT NULL,
    computed_at      timestamptz      NOT NULL,
    PRIMARY KEY (feed_id, day)
);
CREATE INDEX feed_day_day ON feed_day (day);
COMMENT ON TABLE feed_day IS 'Health of one feed on one UTC day: a conclusion, computed again until the day is over for good';
COMMENT ON COLUMN feed_day.fetches_good IS 'Fetches that brought something new or nothing new, and payloads that were sent';
COMMENT ON COLUMN feed_day.rows_accepted IS 'New listings of names in our zones: the level that is watched';
COMMENT ON COLUMN feed_day.rows_faulty IS 'Rejected rows that cannot be read or understood; names of other zones and the like are no fault';
COMMENT ON COLUMN feed_day.smallest_share IS 'Rows of the shortest payload over the median of the ten before it; null where payloads are no whole lists';
COMMENT ON COLUMN feed_day.longest_gap_seconds IS 'Longest time without a good fetch that reaches into the day, up to its end';
COMMENT ON COLUMN feed_day.expected_seconds IS 'Interval in which a good fetch was expected; null: nobody said';
COMMENT ON COLUMN feed_day.lag_seconds IS 'End of the day (or the time of computing) less the newest time that the source gave';
COMMENT ON COLUMN feed_day.level_z IS 'Robust z of rows_accepted over the trailing days; null where these are too few';
COMMENT ON COLUMN feed_day.status IS 'Null only within the transaction that computes it';
COMMENT ON COLUMN feed_day.reasons IS 'JSON list of reason and sentence';
COMMENT ON COLUMN feed_day.over IS 'Whether the day had been over for two hours when it was computed: then it is not computed again';

CREATE TABLE feed_epoch (
    id          uuid        PRIMARY KEY,
    feed_id     uuid        NOT NULL REFERENCES feed,
    from_day    date        NOT NULL,
    until_day   date,
    cause       text        NOT NULL CHECK (cause IN ('UNHEALTHY_STREAK', 'LEVEL_SHIFT', 'REVIEW')),
    reason      text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    opened_at   timestamptz NOT NULL,
    opened_by   text        NOT NULL,
    verdict     text        CHECK (verdict IN ('BACK_TO_NORMAL', 'NEW_LEVEL')),
    close_reason text       CHECK (length(close_reason) BETWEEN 1 AND 2000),
    closed_at   timestamptz,
    closed_by   text,
    CHECK (until_day >= from_day),
    CHECK ((until_day IS NULL) = (verdict IS NULL) AND (until_day IS NULL) = (close_reason IS NULL)
       AND (until_day IS NULL) = (closed_at IS NULL) AND (until_day IS NULL) = (closed_by IS NULL))
);
CREATE UNIQUE INDEX feed_epoch_open ON feed_epoch (feed_id) WHERE until_day IS NULL;
CREATE INDEX feed_epoch_feed ON feed_epoch (feed_id, from_day);
COMMENT ON TABLE feed_epoch IS 'A time in which a feed is not to be compared with the time before: scoring leaves it out of gates until a person has looked';
COMMENT ON COLUMN feed_epoch.until_day IS 'Last day of it; null: open';
COMMENT ON COLUMN feed_epoch.verdict IS 'BACK_TO_NORMAL: its days are no measure for later ones; NEW_LEVEL: they are, and the days before it are not';

GRANT SELECT ON feed_contact TO ${application};
GRANT SELECT, INSERT ON payload_repeat, feed_epoch TO ${application};
GRANT SELECT, INSERT, UPDATE ON feed_expectation TO ${application};
GRANT DELETE ON feed_expectation TO ${application};
GRANT SELECT, INSERT, UPDATE ON feed_day TO ${application};
GRANT UPDATE (until_day, verdict, close_reason, closed_at, closed_by) ON feed_epoch TO ${application};

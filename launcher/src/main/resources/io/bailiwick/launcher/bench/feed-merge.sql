-- The least that the database must do for the tables of a payload: the measure that `./run bench feeds` holds the
-- service against. The rows come with their hosts normalised already. Run in a schema whose tables observation and
-- incident have the columns and the indexes of the service's; the benchmark fills in :feed, :payload and :fetched.

-- step: copy
CREATE UNLOGGED TABLE raw (line bigint, source_time timestamptz, value text, host text, domain text, unicode_domain text,
                           platform text, deep boolean, threat text);
COPY raw FROM STDIN;

-- step: observations
INSERT INTO observation (key, feed_id, payload_id, line, value, host, domain, unicode_domain, platform, deep, threat,
                         compromised, source_time, fetched_at, counted_at)
SELECT DISTINCT ON (key) key, :feed, :payload, line, value, host, domain, unicode_domain, platform, deep, threat, false,
       source_time, :fetched, source_time
FROM (SELECT md5(concat_ws(E'\n', :feed, source_time, value))::uuid AS key, raw.* FROM raw) keyed
ORDER BY key, line
ON CONFLICT (key) DO NOTHING;

-- step: incidents
INSERT INTO incident (id, domain, unicode_domain, threat, state, opened_at, last_seen_at, observations, families, platform,
                      deep, judged_classification, judged_reason, policy_version, change)
SELECT uuidv7(), domain, min(unicode_domain), threat, 'UNATTRIBUTED', min(counted_at), max(counted_at), count(*),
       ARRAY[:family], CASE WHEN bool_and(platform IS NOT NULL) THEN min(platform) END, bool_or(deep),
       CASE WHEN bool_and(platform IS NOT NULL) THEN 'PLATFORM' ELSE 'UNKNOWN' END, 'No registration is known.', 1,
       nextval('change_number')
FROM (
  SELECT *, sum(begins) OVER (PARTITION BY domain, threat ORDER BY counted_at ROWS UNBOUNDED PRECEDING) AS episode
  FROM (
    SELECT *, CASE WHEN counted_at - lag(counted_at) OVER (PARTITION BY domain, threat ORDER BY counted_at) <= interval '30 days'
                   THEN 0 ELSE 1 END AS begins
    FROM observation) gaps) episodes
GROUP BY domain, threat, episode;

package io.bailiwick.ingest.incident;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps incidents in step with observations, listings and registrations. Episodes are cut from
 * <em>spans</em> of time in which a name was listed. For names whose facts changed in other ways
 * than by growing, the spans are all their observations and listings ({@link #recompute}); for
 * names that only got new observations, the new ones and the incidents that lie near them ({@link
 * #extend}), so that the cost grows with what is new and not with a name's history. Both give the
 * same incidents, in whatever order the facts arrive.
 */
@ApplicationScoped
public class Incidents {

  /** Key of the advisory lock that puts those who change incidents in line: "incident" in ASCII. */
  static final long LOCK = 0x696e636964656e74L;

  private final Sql sql;
  private final Policies policies;
  private final ClassificationPolicy kind;

  @Inject
  Incidents(Sql sql, Policies policies, ClassificationPolicy kind) {
    this.sql = sql;
    this.policies = policies;
    this.kind = kind;
  }

  /**
   * @param opened incidents that were not there before
   * @param bound incidents that got a sponsor and had none before
   * @param touched incidents that the facts belong to
   * @param unattributed those of them without a known registration or sponsor
   */
  public record Outcome(long opened, long bound, long touched, long unattributed) {
    public static final Outcome NOTHING = new Outcome(0, 0, 0, 0);
  }

  /** Waits for the turn to change incidents; ends with the transaction. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void lock() {
    sql.lock(LOCK);
  }

  /**
   * Cuts the episodes of some names anew from all that is known, in the current transaction.
   *
   * @param touched a query for the pairs (domain, threat), without repetitions
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Outcome recompute(String touched, @Nullable Object... parameters) {
    lock();
    sql.run(TABLES);
    if (sql.update("INSERT INTO touched (domain, threat) " + touched, parameters) == 0) {
      return Outcome.NOTHING;
    }
    sql.run("ANALYZE touched (domain)");
    sql.update(SPANS_OF_ALL);
    return settle("span", true);
  }

  /**
   * Takes new observations in, in the current transaction.
   *
   * @param fresh a table, or a query in brackets with its alias, (domain, unicode_domain, threat,
   *     counted_at, family, compromised, platform, caution, deep) of observations that were not
   *     there before
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Outcome extend(String fresh) {
    lock();
    sql.run(TABLES);
    sql.update(
        """
        INSERT INTO touched (domain, threat, first_at, last_at)
        SELECT domain, threat, min(counted_at), max(counted_at) FROM %s GROUP BY domain, threat
        """
            .formatted(fresh));
    sql.run("ANALYZE touched (domain)");
    sql.update(SPANS_OF_INCIDENTS_NEAR);
    return settle(
        """
        (SELECT * FROM span
         UNION ALL
         SELECT domain, unicode_domain, threat, counted_at, counted_at, counted_at, 1, family, compromised, platform,
                caution, deep, 0
         FROM %s)
        """
            .formatted(fresh),
        false);
  }

  /**
   * @param spans a table or a query in brackets with the columns of the table span
   * @param all whether those are all spans of the touched names, so that an incident that no
   *     episode is left of is void
   */
  private Outcome settle(String spans, boolean all) {
    sql.run(LAW);
    sql.run(LIFETIMES);
    sql.run(EPISODES.formatted(spans));
    sql.run(ASSIGNMENT);
    sql.update(LIST_REGISTRATIONS);
    sql.update(UNLIST_REGISTRATIONS);
    sql.update(BURSTS);
    sql.run(OUTCOME);
    freezePolicies();
    boolean known = sql.number("SELECT count(*) FROM assignment") > 0;
    long bound = 0;
    if (known) {
      bound =
          sql.number(
              """
              SELECT count(*) FROM outcome o JOIN incident i ON i.id = o.id
              WHERE NOT o.is_new AND o.state = 'ATTRIBUTED' AND i.state <> 'ATTRIBUTED'
              """);
      sql.update(UPDATE);
    }
    long opened = sql.update(INSERT);
    if (known) {
      sql.update(TAKE_OVER_WORD_OF_PERSONS);
      sql.update(TAKE_OVER_OVERRULING);
      sql.update(MERGE);
      sql.update(FORWARD);
    }
    if (all) {
      sql.update(EMPTY);
    }
    sql.update(JUDGE_NEIGHBOURS);
    long[] touched =
        sql.first(
                "SELECT count(*) AS touched, count(*) FILTER (WHERE state = 'UNATTRIBUTED') AS unattributed FROM outcome",
                row -> new long[] {row.number("touched"), row.number("unattributed")})
            .orElseThrow();
    return new Outcome(opened, bound, touched[0], touched[1]);
  }

  /** Every version of the policy that a judgement names is frozen. */
  private void freezePolicies() {
    sql.list("SELECT DISTINCT policy_from FROM outcome", row -> row.day("policy_from"))
        .forEach(day -> policies.use(kind, day));
  }

  /** A span's reach is infinite while its entry stands on a list. */
  private static final String TABLES =
      """
      DROP TABLE IF EXISTS touched, span, law, lifetime, episode, assignment, restless, neighbour,
        outcome;
      CREATE TEMP TABLE restless (creator integer NOT NULL, created_at timestamptz NOT NULL, gone boolean NOT NULL) ON COMMIT DROP;
      CREATE TEMP TABLE neighbour (registration_id bigint NOT NULL) ON COMMIT DROP;
      CREATE TEMP TABLE touched (domain text NOT NULL, threat text NOT NULL, first_at timestamptz, last_at timestamptz)
        ON COMMIT DROP;
      CREATE TEMP TABLE span (
        domain text NOT NULL, unicode_domain text NOT NULL, threat text NOT NULL, from_at timestamptz NOT NULL,
        seen_until timestamptz NOT NULL, reach timestamptz NOT NULL, observations bigint NOT NULL, family text NOT NULL,
        compromised boolean NOT NULL, platform text, caution text, deep boolean NOT NULL, open_listings bigint NOT NULL)
        ON COMMIT DROP
      """;

  /**
   * All observations and listings of the names, but those of a feed in a time for which it is
   * muted.
   */
  private static final String SPANS_OF_ALL =
      """
      INSERT INTO span
      SELECT o.domain, o.unicode_domain, o.threat, o.counted_at, o.counted_at, o.counted_at, 1, f.family, o.compromised,
             o.platform, o.caution, o.deep, 0
      FROM touched t JOIN observation o ON o.domain = t.domain AND o.threat = t.threat JOIN feed f ON f.id = o.feed_id
      WHERE NOT EXISTS (SELECT 1 FROM feed_mute m WHERE m.feed_id = o.feed_id AND o.counted_at >= m.from_at
                        AND (m.until_at IS NULL OR o.counted_at < m.until_at))
      UNION ALL
      SELECT l.domain, l.unicode_domain, l.threat, l.listed_at,
             CASE WHEN l.delisted_at IS NULL THEN l.listed_at ELSE greatest(l.listed_at, l.last_present) END,
             CASE WHEN l.delisted_at IS NULL THEN 'infinity' ELSE greatest(l.listed_at, l.last_present) END,
             0, f.family, false, NULL, NULL, false, CASE WHEN l.delisted_at IS NULL THEN 1 ELSE 0 END
      FROM touched t JOIN listing l ON l.domain = t.domain AND l.threat = t.threat JOIN feed f ON f.id = l.feed_id
      WHERE NOT EXISTS (SELECT 1 FROM feed_mute m WHERE m.feed_id = l.feed_id AND l.listed_at >= m.from_at
                        AND (m.until_at IS NULL OR l.listed_at < m.until_at))
      """;

  /** One span for each family of an incident, so that families add up by themselves. */
  private static final String SPANS_OF_INCIDENTS_NEAR =
      """
      INSERT INTO span
      SELECT i.domain, i.unicode_domain, i.threat, i.opened_at, i.last_seen_at,
             CASE WHEN i.open_listings > 0 THEN 'infinity' ELSE i.last_seen_at END,
             CASE WHEN f.number = 1 THEN i.observations ELSE 0 END, f.family, i.compromised, i.platform, i.caution, i.deep,
             CASE WHEN f.number = 1 THEN i.open_listings ELSE 0 END
      FROM touched t
      JOIN incident i ON i.domain = t.domain AND i.threat = t.threat AND i.merged_into IS NULL AND i.state <> 'VOID'
                     AND i.opened_at <= t.last_at + interval '30 days'
                     AND (i.open_listings > 0 OR i.last_seen_at >= t.first_at - interval '30 days')
      CROSS JOIN LATERAL unnest(i.families) WITH ORDINALITY AS f(family, number)
      """;

  /** The classification policy and the days from and to which each version of it holds. */
  private static final String LAW =
      """
      CREATE TEMP TABLE law ON COMMIT DROP AS
      SELECT version, effective_from,
             CASE WHEN row_number() OVER line = 1 THEN date '-infinity' ELSE effective_from END AS from_day,
             coalesce(lead(effective_from) OVER line, 'infinity') AS until_day,
             (document ->> 'maliciousMaxAgeDays')::numeric AS max_age,
             (document ->> 'burstMinutes')::integer AS burst_minutes,
             (document ->> 'burstNames')::integer AS burst_names,
             (document ->> 'compromisedMinAgeDays')::numeric AS compromised_min_age,
             ARRAY(SELECT jsonb_array_elements_text(document -> 'lureWords')) AS lure_words
      FROM (SELECT DISTINCT ON (effective_from) version, effective_from, document::jsonb AS document
            FROM policy WHERE kind = 'classification' AND state = 'APPROVED' ORDER BY effective_from, version DESC) p
      WINDOW line AS (ORDER BY effective_from)
      """;

  private static final String LIFETIMES =
      """
      CREATE TEMP TABLE lifetime ON COMMIT DROP AS
      SELECT r.id, r.name, r.created_at, r.deleted_at,
             coalesce(lead(r.created_at) OVER line, 'infinity') AS next_created, row_number() OVER line AS slot
      FROM registration r WHERE r.name IN (SELECT domain FROM touched)
      WINDOW line AS (PARTITION BY r.name ORDER BY r.created_at, r.id)
      """;

  /**
   * Spans bound to the lifetime that they begin in, and cut where more than 30 days lie between
   * two. The slot numbers the stretches of time that the creations of a name cut, so that an
   * episode never reaches across a lifetime.
   */
  private static final String EPISODES =
      """
      CREATE TEMP TABLE episode ON COMMIT DROP AS
      WITH bound AS (
        SELECT s.*, coalesce(l.slot, 0) AS slot,
               CASE WHEN l.deleted_at IS NULL OR s.from_at < l.deleted_at THEN l.id END AS registration_id,
               CASE WHEN s.from_at < l.deleted_at THEN least(s.reach, l.deleted_at) ELSE s.reach END AS bound_reach
        FROM %s s
        LEFT JOIN lifetime l ON l.name = s.domain AND l.created_at <= s.from_at AND s.from_at < l.next_created
      ), cut AS (
        SELECT *, CASE WHEN from_at <= max(bound_reach) OVER stretch + interval '30 days' THEN 0 ELSE 1 END AS first
        FROM bound
        WINDOW stretch AS (PARTITION BY domain, threat, slot, registration_id ORDER BY from_at
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      ), numbered AS (
        SELECT *, sum(first) OVER (PARTITION BY domain, threat, slot, registration_id ORDER BY from_at
                                   ROWS UNBOUNDED PRECEDING) AS part
        FROM cut
      )
      SELECT row_number() OVER () AS number, domain, min(unicode_domain) AS unicode_domain, threat, registration_id,
             min(from_at) AS opened_at, max(seen_until) AS last_seen_at, max(bound_reach) AS reach,
             sum(observations::integer) AS observations,
             CASE WHEN min(family) = max(family) THEN ARRAY[min(family)]
                  ELSE ARRAY(SELECT DISTINCT f FROM unnest(array_agg(family)) AS f ORDER BY f) END AS families,
             bool_or(compromised) AS compromised, min(caution) AS caution, bool_or(deep) AS deep,
             CASE WHEN bool_and(platform IS NOT NULL) FILTER (WHERE observations > 0) THEN min(platform) END AS platform,
             sum(open_listings::integer) AS open_listings
      FROM numbered
      GROUP BY domain, threat, slot, registration_id, part
      HAVING sum(observations::integer) > 0
      """;

  /**
   * Which incident is which episode. An incident whose time was cut in two goes with the earlier
   * part.
   */
  private static final String ASSIGNMENT =
      """
      CREATE TEMP TABLE assignment ON COMMIT DROP AS
      SELECT DISTINCT ON (i.id) i.id AS incident, e.number AS episode
      FROM episode e
      JOIN incident i ON i.domain = e.domain AND i.threat = e.threat AND i.merged_into IS NULL
                     AND i.opened_at <= e.last_seen_at AND i.last_seen_at >= e.opened_at
      ORDER BY i.id, e.opened_at
      """;

  /**
   * What the rules of the policy say, from the alias {@code e} (platform, compromised, caution,
   * deep, domain), {@code age} (days, shown), {@code flag} (burst) and {@code p} (the policy). The
   * first rule that fits decides; the sentence names it.
   */
  private static final String JUDGEMENT =
      """
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN e.platform IS NOT NULL THEN 1
          WHEN e.caution IS NOT NULL THEN 2
          WHEN e.compromised THEN 3
          WHEN age.days <= p.max_age THEN 4
          WHEN flag.burst THEN 5
          WHEN e.deep AND age.days >= p.compromised_min_age THEN 6
          WHEN age.days IS NOT NULL THEN 7
          ELSE 8 END AS rule
      ) r0
      CROSS JOIN LATERAL (
        SELECT CASE WHEN r0.rule NOT IN (4, 5, 7) THEN '' ELSE
            CASE WHEN flag.burst
                 THEN ' It is one of many names that were registered within minutes at the same registrar and are listed.'
                 ELSE '' END
            || coalesce((SELECT format(' The name contains "%s".', word) FROM unnest(p.lure_words) AS w(word)
                         WHERE position(word IN split_part(e.domain, '.', 1)) > 0
                         ORDER BY word LIMIT 1), '') END AS signs
      ) s
      CROSS JOIN LATERAL (
        SELECT
          CASE r0.rule WHEN 1 THEN 'PLATFORM' WHEN 3 THEN 'COMPROMISED' WHEN 4 THEN 'MALICIOUS' WHEN 5 THEN 'MALICIOUS'
                       WHEN 6 THEN 'COMPROMISED' ELSE 'UNKNOWN' END AS classification,
          CASE WHEN r0.rule = 1 THEN 'HIGH'
               WHEN r0.rule = 3 THEN CASE WHEN age.days <= p.max_age THEN 'MEDIUM' ELSE 'HIGH' END
               WHEN r0.rule = 4 THEN CASE WHEN s.signs = '' THEN 'MEDIUM' ELSE 'HIGH' END
               WHEN r0.rule = 5 THEN 'MEDIUM'
               ELSE 'LOW' END AS confidence,
          CASE r0.rule
            WHEN 1 THEN format('All that was listed lies under %s, where strangers have names or pages of their own.', e.platform)
            WHEN 2 THEN format('The name stands on the list %s of names that are often listed by mistake: a person should look.', e.caution)
            WHEN 3 THEN 'A source says that the site was compromised.'
            WHEN 4 THEN format('First listed %s days after it was registered; up to %s days count as registered for the abuse.%s',
                               age.shown, p.max_age, s.signs)
            WHEN 5 THEN format('First listed %s days after it was registered, more than %s, but not alone.%s', age.shown, p.max_age, s.signs)
            WHEN 6 THEN format('A page below the front page of a site that was registered %s days before.', age.shown)
            WHEN 7 THEN format('First listed %s days after it was registered, more than %s, and no source says that it was compromised.%s%s',
                               age.shown, p.max_age, CASE WHEN e.deep THEN ' Listed was a page below the front page.' ELSE '' END, s.signs)
            ELSE 'No registration is known for the time of the listing, so its age is not known.' END AS reason
      ) j
      """;

  /**
   * Each episode with its incident (the oldest of several survives), its sponsor and its judgement.
   * A person may have overruled the sponsor that registration data gives.
   */
  private static final String OUTCOME =
      """
      CREATE TEMP TABLE outcome ON COMMIT DROP AS
      SELECT e.number, coalesce(kept.incident, uuidv7()) AS id, kept.incident IS NULL AS is_new,
             e.domain, e.unicode_domain, e.threat, e.registration_id, r.roid, r.created_at AS registered_at, r.creator,
             sponsor.registrar, e.opened_at, e.last_seen_at, e.observations, e.families, e.compromised, e.platform, e.caution,
             e.deep, e.open_listings,
             CASE WHEN sponsor.registrar IS NOT NULL THEN 'ATTRIBUTED'
                  WHEN sponsor.overruled THEN 'NOT_ATTRIBUTABLE'
                  WHEN e.registration_id IS NULL AND EXISTS (
                    SELECT 1 FROM lifetime later WHERE later.name = e.domain AND later.created_at > e.opened_at)
                    THEN 'NOT_ATTRIBUTABLE'
                  ELSE 'UNATTRIBUTED' END AS state,
             j.classification, j.confidence, j.reason, p.version AS policy_version, p.effective_from AS policy_from
      FROM episode e
      LEFT JOIN (SELECT DISTINCT ON (episode) episode, incident FROM assignment ORDER BY episode, incident) kept
             ON kept.episode = e.number
      LEFT JOIN registration r ON r.id = e.registration_id
      LEFT JOIN listed_registration b ON b.registration_id = e.registration_id
      LEFT JOIN LATERAL (
        SELECT registrar FROM sponsorship
        WHERE registration_id = r.id AND from_at <= e.opened_at AND (until_at IS NULL OR e.opened_at < until_at)
        ORDER BY from_at DESC LIMIT 1) data ON true
      LEFT JOIN (
        SELECT DISTINCT ON (a.episode) a.episode, m.overruled_registrar AS wrong, m.rightful_registrar AS named
        FROM assignment a JOIN incident m ON m.id = a.incident
        WHERE m.overruled_registrar IS NOT NULL ORDER BY a.episode, m.overruled_at DESC) said ON said.episode = e.number
      CROSS JOIN LATERAL (
        SELECT coalesce(data.registrar = said.wrong, false) AS overruled,
               CASE WHEN data.registrar = said.wrong THEN said.named ELSE data.registrar END AS registrar) sponsor
      JOIN law p ON (e.opened_at AT TIME ZONE 'UTC')::date >= p.from_day AND (e.opened_at AT TIME ZONE 'UTC')::date < p.until_day
      CROSS JOIN LATERAL (
        SELECT extract(epoch FROM e.opened_at - r.created_at) / 86400 AS days,
               floor(extract(epoch FROM e.opened_at - r.created_at) / 86400) AS shown) age
      CROSS JOIN LATERAL (SELECT coalesce(b.burst, false) AS burst) flag
      """
          + JUDGEMENT;

  private static final String LIST_REGISTRATIONS =
      """
      WITH added AS (
        INSERT INTO listed_registration (registration_id, creator, created_at)
        SELECT DISTINCT r.id, r.creator, r.created_at FROM episode e JOIN registration r ON r.id = e.registration_id
        ON CONFLICT DO NOTHING RETURNING registration_id, creator, created_at)
      INSERT INTO restless SELECT creator, created_at, false FROM added
      """;

  /** Lifetimes of the touched names that no incident is bound to any more. */
  private static final String UNLIST_REGISTRATIONS =
      """
      WITH gone AS (
        DELETE FROM listed_registration l USING lifetime t
        WHERE t.id = l.registration_id AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.registration_id = l.registration_id)
          AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.registration_id = l.registration_id AND i.merged_into IS NULL
                            AND i.state <> 'VOID' AND NOT (i.domain, i.threat) IN (SELECT domain, threat FROM touched))
          AND EXISTS (SELECT 1 FROM touched WHERE domain = t.name AND first_at IS NULL)
        RETURNING l.creator, l.created_at)
      INSERT INTO restless SELECT creator, created_at, true FROM gone
      """;

  /**
   * Bursts change near what came or went. Counting ends at the threshold, and who is in a burst
   * already is asked only where something went, so that a campaign of thousands of names costs each
   * newcomer no more than the threshold.
   */
  private static final String BURSTS =
      """
      WITH near AS (
        SELECT DISTINCT l.registration_id, l.creator, l.created_at, p.burst_minutes, p.burst_names
        FROM restless r
        JOIN LATERAL (SELECT max(burst_minutes) AS widest FROM law) w ON true
        JOIN listed_registration l ON l.creator = r.creator AND (r.gone OR NOT l.burst)
          AND l.created_at BETWEEN r.created_at - make_interval(mins => w.widest) AND r.created_at + make_interval(mins => w.widest)
        JOIN law p ON (l.created_at AT TIME ZONE 'UTC')::date >= p.from_day AND (l.created_at AT TIME ZONE 'UTC')::date < p.until_day
      ), counted AS (
        SELECT n.registration_id, n.burst_names <= (
          SELECT count(*) FROM (
            SELECT 1 FROM listed_registration o WHERE o.creator = n.creator
              AND o.created_at BETWEEN n.created_at - make_interval(mins => n.burst_minutes)
                                   AND n.created_at + make_interval(mins => n.burst_minutes)
            LIMIT n.burst_names) first_of_them) AS burst
        FROM near n
      ), changed AS (
        UPDATE listed_registration l SET burst = c.burst FROM counted c
        WHERE l.registration_id = c.registration_id AND l.burst <> c.burst RETURNING l.registration_id)
      INSERT INTO neighbour SELECT registration_id FROM changed
      """;

  /** Incidents of other names whose burst began or ended are judged again. */
  private static final String JUDGE_NEIGHBOURS =
      """
      UPDATE incident i SET judged_classification = n.classification, judged_reason = n.reason, confidence = n.confidence,
                            policy_version = n.version, change = nextval('change_number')
      FROM (
        SELECT e.id, j.classification, j.confidence, j.reason, p.version
        FROM neighbour b0
        JOIN listed_registration b ON b.registration_id = b0.registration_id
        JOIN incident e ON e.registration_id = b.registration_id AND e.merged_into IS NULL AND e.state <> 'VOID'
        JOIN law p ON (e.opened_at AT TIME ZONE 'UTC')::date >= p.from_day AND (e.opened_at AT TIME ZONE 'UTC')::date < p.until_day
        CROSS JOIN LATERAL (
          SELECT extract(epoch FROM e.opened_at - e.registered_at) / 86400 AS days,
                 floor(extract(epoch FROM e.opened_at - e.registered_at) / 86400) AS shown) age
        CROSS JOIN LATERAL (SELECT b.burst) flag
      """
          + JUDGEMENT
          + """
      ) n
      WHERE i.id = n.id AND (i.judged_classification, i.judged_reason, i.confidence) IS DISTINCT FROM
                            (n.classification, n.reason, n.confidence)
      """;

  private static final String UPDATE =
      """
      UPDATE incident i SET
        registration_id = o.registration_id, roid = o.roid, registered_at = o.registered_at, creator = o.creator,
        registrar = o.registrar, state = o.state, opened_at = o.opened_at, last_seen_at = o.last_seen_at,
        observations = o.observations, families = o.families, compromised = o.compromised, platform = o.platform,
        caution = o.caution, deep = o.deep, open_listings = o.open_listings, judged_classification = o.classification,
        judged_reason = o.reason, confidence = o.confidence, policy_version = o.policy_version,
        change = nextval('change_number')
      FROM outcome o
      WHERE i.id = o.id AND NOT o.is_new
        AND (i.registration_id, i.roid, i.registered_at, i.creator, i.registrar, i.state, i.opened_at, i.last_seen_at,
             i.observations, i.families, i.compromised, i.platform, i.caution, i.deep, i.open_listings,
             i.judged_classification, i.judged_reason, i.confidence, i.policy_version)
          IS DISTINCT FROM
            (o.registration_id, o.roid, o.registered_at, o.creator, o.registrar, o.state, o.opened_at, o.last_seen_at,
             o.observations, o.families, o.compromised, o.platform, o.caution, o.deep, o.open_listings,
             o.classification, o.reason, o.confidence, o.policy_version)
      """;

  private static final String INSERT =
      """
      INSERT INTO incident (id, domain, unicode_domain, threat, registration_id, roid, registered_at, creator, registrar,
                            state, opened_at, last_seen_at, observations, families, compromised, platform, caution, deep,
                            open_listings, judged_classification, judged_reason, confidence, policy_version)
      SELECT id, domain, unicode_domain, threat, registration_id, roid, registered_at, creator, registrar,
             state, opened_at, last_seen_at, observations, families, compromised, platform, caution, deep,
             open_listings, classification, reason, confidence, policy_version
      FROM outcome WHERE is_new
      """;

  /**
   * What a person said of an incident that is about to be merged goes over, the newest word first.
   */
  private static final String TAKE_OVER_WORD_OF_PERSONS =
      """
      UPDATE incident i SET person_classification = said.person_classification, person_reason = said.person_reason,
                            person = said.person, person_at = said.person_at
      FROM (SELECT DISTINCT ON (a.episode) a.episode, m.* FROM assignment a JOIN incident m ON m.id = a.incident
            WHERE m.person_at IS NOT NULL ORDER BY a.episode, m.person_at DESC) said
      JOIN outcome o ON o.number = said.episode
      WHERE i.id = o.id AND i.id <> said.id
      """;

  /** The same for the word of a person on the sponsor. */
  private static final String TAKE_OVER_OVERRULING =
      """
      UPDATE incident i SET overruled_registrar = said.overruled_registrar, rightful_registrar = said.rightful_registrar,
                            overruled_reason = said.overruled_reason, overruled_by = said.overruled_by,
                            overruled_at = said.overruled_at
      FROM (SELECT DISTINCT ON (a.episode) a.episode, m.* FROM assignment a JOIN incident m ON m.id = a.incident
            WHERE m.overruled_registrar IS NOT NULL ORDER BY a.episode, m.overruled_at DESC) said
      JOIN outcome o ON o.number = said.episode
      WHERE i.id = o.id AND i.id <> said.id
      """;

  private static final String MERGE =
      """
      UPDATE incident i SET merged_into = o.id, change = nextval('change_number')
      FROM assignment a JOIN outcome o ON o.number = a.episode
      WHERE i.id = a.incident AND i.id <> o.id
      """;

  private static final String FORWARD =
      """
      UPDATE incident i SET merged_into = m.merged_into
      FROM incident m
      WHERE i.merged_into = m.id AND m.merged_into IS NOT NULL
      """;

  /** Of names whose facts were all looked at: incidents that no episode is left of. */
  private static final String EMPTY =
      """
      UPDATE incident i SET state = 'VOID', registrar = NULL, open_listings = 0, change = nextval('change_number')
      FROM touched t
      WHERE t.first_at IS NULL AND i.domain = t.domain AND i.threat = t.threat AND i.merged_into IS NULL
        AND i.state <> 'VOID' AND i.id NOT IN (SELECT id FROM outcome)
      """;
}

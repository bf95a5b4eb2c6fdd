package io.bailiwick.ingest.incident;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.ingest.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps incidents in step with observations and registrations: for the names that were touched,
 * episodes are cut anew from all their observations, so that the order of arrival does not matter.
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
   */
  public record Outcome(long opened, long bound) {}

  /**
   * Cuts the episodes of some names anew, in the current transaction.
   *
   * @param touched a query for the pairs (domain, threat), without repetitions
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Outcome recompute(String touched, @Nullable Object... parameters) {
    sql.lock(LOCK);
    sql.run(
        """
        DROP TABLE IF EXISTS touched, episode, assignment, outcome;
        CREATE TEMP TABLE touched (domain text NOT NULL, threat text NOT NULL, PRIMARY KEY (domain, threat)) ON COMMIT DROP;
        """);
    if (sql.update("INSERT INTO touched " + touched, parameters) == 0) {
      return new Outcome(0, 0);
    }
    sql.run("ANALYZE touched");
    sql.run(EPISODES);
    sql.run(ASSIGNMENT);
    sql.run(OUTCOME);
    freezePolicies();
    long bound =
        sql.number(
            """
            SELECT count(*) FROM outcome o JOIN incident i ON i.id = o.id
            WHERE o.state = 'ATTRIBUTED' AND i.state <> 'ATTRIBUTED'
            """);
    sql.update(UPDATE);
    long opened = sql.update(INSERT);
    sql.update(TAKE_OVER_WORD_OF_PERSONS);
    sql.update(TAKE_OVER_OVERRULING);
    sql.update(MERGE);
    sql.update(FORWARD);
    return new Outcome(opened, bound);
  }

  /** Every version of the policy that a judgement names is frozen. */
  private void freezePolicies() {
    sql.list("SELECT DISTINCT policy_from FROM outcome", row -> row.day("policy_from"))
        .forEach(day -> policies.use(kind, day));
  }

  /**
   * Observations bound to the lifetime that they fall into, and cut where more than 30 days lie
   * between two. The slot numbers the stretches of time that the creations of a name cut, so that
   * an episode never reaches across a lifetime.
   */
  private static final String EPISODES =
      """
      CREATE TEMP TABLE episode ON COMMIT DROP AS
      WITH bound AS (
        SELECT o.domain, o.unicode_domain, o.threat, o.counted_at, o.platform, o.compromised, f.family,
               r.id AS registration_id,
               (SELECT count(*) FROM registration c WHERE c.name = o.domain AND c.created_at <= o.counted_at) AS slot
        FROM touched t
        JOIN observation o ON o.domain = t.domain AND o.threat = t.threat
        JOIN feed f ON f.id = o.feed_id
        LEFT JOIN LATERAL (
          SELECT id FROM registration l
          WHERE l.name = o.domain AND l.created_at <= o.counted_at AND (l.deleted_at IS NULL OR o.counted_at < l.deleted_at)
          ORDER BY l.created_at DESC LIMIT 1) r ON true
      ), cut AS (
        SELECT *, CASE WHEN counted_at - lag(counted_at) OVER stretch <= interval '30 days' THEN 0 ELSE 1 END AS first
        FROM bound WINDOW stretch AS (PARTITION BY domain, threat, slot, registration_id ORDER BY counted_at)
      ), numbered AS (
        SELECT *, sum(first) OVER (PARTITION BY domain, threat, slot, registration_id ORDER BY counted_at
                                   ROWS UNBOUNDED PRECEDING) AS part
        FROM cut
      )
      SELECT row_number() OVER () AS number, domain, min(unicode_domain) AS unicode_domain, threat, registration_id,
             min(counted_at) AS opened_at, max(counted_at) AS last_seen_at, count(*) AS observations,
             array_agg(DISTINCT family ORDER BY family) AS families, bool_or(compromised) AS compromised,
             CASE WHEN bool_and(platform IS NOT NULL) THEN min(platform) END AS platform
      FROM numbered
      GROUP BY domain, threat, slot, registration_id, part
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
   * Each episode with its incident (the oldest of several survives), its sponsor and its judgement.
   * A person may have overruled the sponsor that registration data gives.
   */
  private static final String OUTCOME =
      """
      CREATE TEMP TABLE outcome ON COMMIT DROP AS
      SELECT e.number, coalesce(kept.incident, uuidv7()) AS id, kept.incident IS NULL AS is_new,
             e.domain, e.unicode_domain, e.threat, e.registration_id, r.roid, r.created_at AS registered_at, r.creator,
             s.registrar, e.opened_at, e.last_seen_at, e.observations, e.families,
             CASE WHEN s.registrar IS NOT NULL THEN 'ATTRIBUTED'
                  WHEN s.overruled THEN 'NOT_ATTRIBUTABLE'
                  WHEN e.registration_id IS NULL AND EXISTS (
                    SELECT 1 FROM registration later WHERE later.name = e.domain AND later.created_at > e.opened_at)
                    THEN 'NOT_ATTRIBUTABLE'
                  ELSE 'UNATTRIBUTED' END AS state,
             CASE WHEN e.platform IS NOT NULL THEN 'PLATFORM'
                  WHEN e.compromised THEN 'COMPROMISED'
                  WHEN age.days <= p.max_age THEN 'MALICIOUS'
                  ELSE 'UNKNOWN' END AS classification,
             CASE WHEN e.platform IS NOT NULL
                    THEN format('All that was listed lies under %s, where strangers have names or pages of their own.', e.platform)
                  WHEN e.compromised THEN 'A source says that the site was compromised.'
                  WHEN age.days <= p.max_age
                    THEN format('First listed %s days after it was registered; up to %s days count as registered for the abuse.',
                                age.shown, p.max_age)
                  WHEN age.days > p.max_age
                    THEN format('First listed %s days after it was registered, more than %s, and no source says that it was compromised.',
                                age.shown, p.max_age)
                  ELSE 'No registration is known for the time of the listing, so its age is not known.' END AS reason,
             p.version AS policy_version, p.effective_from AS policy_from
      FROM episode e
      LEFT JOIN (SELECT DISTINCT ON (episode) episode, incident FROM assignment ORDER BY episode, incident) kept
             ON kept.episode = e.number
      LEFT JOIN registration r ON r.id = e.registration_id
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
               CASE WHEN data.registrar = said.wrong THEN said.named ELSE data.registrar END AS registrar) s
      LEFT JOIN LATERAL (
        SELECT extract(epoch FROM e.opened_at - r.created_at) / 86400 AS days,
               floor(extract(epoch FROM e.opened_at - r.created_at) / 86400) AS shown) age ON true
      CROSS JOIN LATERAL (
        SELECT version, effective_from, (document::jsonb ->> 'maliciousMaxAgeDays')::numeric AS max_age
        FROM policy
        WHERE kind = 'classification' AND state = 'APPROVED' AND effective_from <= greatest((e.opened_at AT TIME ZONE 'UTC')::date, date '2000-01-01')
        ORDER BY effective_from DESC, version DESC LIMIT 1) p
      """;

  private static final String UPDATE =
      """
      UPDATE incident i SET
        registration_id = o.registration_id, roid = o.roid, registered_at = o.registered_at, creator = o.creator,
        registrar = o.registrar, state = o.state, opened_at = o.opened_at, last_seen_at = o.last_seen_at,
        observations = o.observations, families = o.families, judged_classification = o.classification,
        judged_reason = o.reason, policy_version = o.policy_version, change = nextval('change_number')
      FROM outcome o
      WHERE i.id = o.id AND NOT o.is_new
        AND (i.registration_id, i.roid, i.registered_at, i.creator, i.registrar, i.state, i.opened_at, i.last_seen_at,
             i.observations, i.families, i.judged_classification, i.judged_reason, i.policy_version)
          IS DISTINCT FROM
            (o.registration_id, o.roid, o.registered_at, o.creator, o.registrar, o.state, o.opened_at, o.last_seen_at,
             o.observations, o.families, o.classification, o.reason, o.policy_version)
      """;

  private static final String INSERT =
      """
      INSERT INTO incident (id, domain, unicode_domain, threat, registration_id, roid, registered_at, creator, registrar,
                            state, opened_at, last_seen_at, observations, families, judged_classification, judged_reason,
                            policy_version)
      SELECT id, domain, unicode_domain, threat, registration_id, roid, registered_at, creator, registrar,
             state, opened_at, last_seen_at, observations, families, classification, reason, policy_version
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
}

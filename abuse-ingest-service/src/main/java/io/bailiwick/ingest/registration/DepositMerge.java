package io.bailiwick.ingest.registration;

import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.incident.Incidents;
import io.bailiwick.ingest.registration.DepositStaging.Staged;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.upload.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings lifetimes, sponsorships, terms and statuses to what a staged deposit says. One join finds
 * what differs, and only that is written: a deposit that equals the one before writes nothing but
 * its evidence.
 */
@ApplicationScoped
class DepositMerge {

  /** Past so many rows the planner must not take the tables for what they were before. */
  private static final long MANY = 10_000;

  private final Sql sql;
  private final Incidents incidents;

  @Inject
  DepositMerge(Sql sql, Incidents incidents) {
    this.sql = sql;
    this.incidents = incidents;
  }

  /**
   * What became of the names.
   *
   * @param underManagement names of all registrars at the watermark
   */
  record Outcome(long added, long changed, long deleted, long events, long underManagement) {}

  /**
   * @param previous watermark of the deposit before; null for the first of its zone
   */
  Outcome merge(
      UUID id,
      DepositManifest manifest,
      Staged staged,
      @Nullable Instant previous,
      Instant now,
      Steps steps) {
    boolean full = manifest.type() == DepositType.FULL;
    Instant last = manifest.watermark().minusNanos(1000);
    Instant before = previous == null ? Instant.EPOCH : previous;
    if (full) {
      checkCounts(manifest, staged);
    }
    sql.run(DELTA);
    sql.update(
        full ? FILL_FROM_FULL : FILL_FROM_CHANGES,
        manifest.tellsStatuses(),
        manifest.tellsSigning(),
        manifest.tld(),
        before,
        last,
        manifest.tld());
    sql.run("ANALYZE delta");
    Map<String, Long> kinds = kinds();
    if (settle(kinds, full, last, manifest.tld()) > 0) {
      kinds = kinds();
    }
    long added = kinds.getOrDefault("ADDED", 0L);
    long changed = kinds.getOrDefault("CHANGED", 0L);
    long gone = kinds.getOrDefault("GONE", 0L);
    steps.done("find what differs");

    sql.run(EVENTS);
    if (gone > 0) {
      // A payload that binds an incident to one of these lifetimes waits for its row, and this for
      // the turn that the payload has: so the turn comes first.
      incidents.lock();
      sql.update(DELETE);
      sql.update(END_SPONSORSHIP);
      sql.update(END_STATUSES);
      sql.update(DELETE_EVENTS, before);
      steps.done("end lifetimes");
    }
    if (changed > 0) {
      change(before, last);
      steps.done("change lifetimes");
    }
    if (added > 0) {
      add(before, previous == null, steps);
      if (added > MANY) {
        sql.run("ANALYZE registration; ANALYZE sponsorship");
        steps.done("analyze lifetimes");
      }
    }
    sql.update(STREAMED_EVENTS, id, before, manifest.watermark());
    long events = sql.update(RECORD_EVENTS, now, id);
    steps.done("record events");
    count(manifest.tld(), full);
    long names = countDay(manifest, id, last);
    steps.done("count names");
    if (!full) {
      checkTotal(manifest);
    }
    return new Outcome(added, changed, gone, events, names);
  }

  /**
   * What the join alone cannot tell: ROIDs of other lifetimes, deletes that are said, names that
   * are registered again. The differences may be millions, so what cannot be is not looked for.
   *
   * @return differences that came or went
   */
  private long settle(Map<String, Long> kinds, boolean full, Instant last, String tld) {
    boolean added = kinds.containsKey("ADDED");
    long settled = 0;
    if (added && sql.number("SELECT count(*) FROM (SELECT FROM registration LIMIT 1) r") > 0) {
      settled += sql.update(REJECT_KNOWN_ROIDS);
    }
    if (!full) {
      return settled + sql.update(GONE_BY_CHANGES, last, tld);
    }
    if (kinds.containsKey("GONE")) {
      if (added) {
        sql.update(END_BY_NEXT_LIFETIME);
      }
      settled += sql.update(KEEP_WHAT_WAS_REJECTED);
    }
    return settled;
  }

  private Map<String, Long> kinds() {
    Map<String, Long> kinds = new HashMap<>();
    sql.list(
            "SELECT kind, count(*) AS names FROM delta GROUP BY kind",
            row -> Map.entry(row.text("kind"), row.number("names")))
        .forEach(entry -> kinds.put(entry.getKey(), entry.getValue()));
    return kinds;
  }

  private void change(Instant before, Instant last) {
    sql.update(END_SPONSORSHIP_BY_TRANSFER);
    sql.update(BEGIN_SPONSORSHIP_BY_TRANSFER);
    sql.update(TRANSFER_EVENTS);
    sql.update(RENEW_EVENTS, last, before);
    sql.update(END_CHANGED_STATUSES, TRACKED_STATUSES);
    sql.update(BEGIN_CHANGED_STATUSES, TRACKED_STATUSES);
    sql.update(STATUS_EVENTS);
    sql.update(RESTORE_EVENTS);
    sql.update(DS_EVENTS);
    sql.update(CHANGE);
    sql.update(PAST_TERMS);
  }

  private void add(Instant before, boolean baseline, Steps steps) {
    sql.update(ADD);
    steps.done("add lifetimes");
    sql.update(BEGIN_SPONSORSHIP);
    sql.update(BEGIN_SPONSORSHIP_BEFORE_TRANSFER, before, baseline);
    steps.done("add sponsorships");
    sql.update(BEGIN_STATUSES, TRACKED_STATUSES, TRACKED_STATUSES);
    if (!baseline) {
      sql.update(CREATE_EVENTS);
      sql.update(EARLY_TRANSFER_EVENTS, before);
      sql.update(EARLY_STATUS_EVENTS);
    }
    steps.done("add statuses");
  }

  private static void checkCounts(DepositManifest manifest, Staged staged) {
    compare("names", manifest.counts().get("domain"), staged.domainsRead());
    if (manifest.content("registrar").isPresent() || manifest.model() == DepositModel.XML) {
      compare("registrars", manifest.counts().get("registrar"), staged.registrarsRead());
    }
    staged
        .ignored()
        .forEach((kind, found) -> compare(kind + " objects", manifest.counts().get(kind), found));
  }

  private static void compare(String what, @Nullable Long counted, long found) {
    if (counted != null && counted != found) {
      throw Refusal.unusable(
          "The header counts %,d %s; the deposit holds %,d.".formatted(counted, what, found));
    }
  }

  /** Whatever its type, a header counts all names that the registry holds at the watermark. */
  private void checkTotal(DepositManifest manifest) {
    Long counted = manifest.domainCount();
    if (counted == null) {
      return;
    }
    long live =
        sql.number(
            """
            SELECT (SELECT coalesce(sum(names), 0) FROM live_names WHERE tld = ?)
                 + (SELECT count(*) FROM registration WHERE tld = ? AND deleted_at IS NULL AND statuses @> '{pendingCreate}')
                 + (SELECT count(DISTINCT name) FROM staged_rejection j WHERE csv = 'domain' AND name IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.name = j.name AND r.deleted_at IS NULL))
            """,
            manifest.tld(),
            manifest.tld());
    if (live != counted) {
      throw Refusal.unusable(
          "The header counts %,d names in the registry; with this %s they would be %,d: a deposit before it is missing or was damaged."
              .formatted(counted, manifest.type(), live));
    }
  }

  /** FULL: counts anew. Otherwise: moves on by what differs. */
  private void count(String tld, boolean full) {
    if (full) {
      sql.update("DELETE FROM live_names WHERE tld = ?", tld);
      sql.update(COUNT_ALL, tld);
    } else {
      sql.update(COUNT_ON, tld);
      sql.update("DELETE FROM live_names WHERE tld = ? AND names = 0", tld);
    }
  }

  /** The deposit is evidence for the day that holds the last instant before its watermark. */
  private long countDay(DepositManifest manifest, UUID id, Instant last) {
    LocalDate day = LocalDate.ofInstant(last, ZoneOffset.UTC);
    sql.update(
        "DELETE FROM domains_under_management WHERE day = ? AND tld = ?", day, manifest.tld());
    sql.update(
        """
        INSERT INTO evidence_day (day, tld, deposit_id) VALUES (?, ?, ?)
        ON CONFLICT (day, tld) DO UPDATE SET deposit_id = excluded.deposit_id
        """,
        day,
        manifest.tld(),
        id);
    sql.update(
        """
        INSERT INTO domains_under_management (day, tld, registrar, names, signed_names)
        SELECT ?, tld, registrar, names, CASE WHEN unknown_names = 0 THEN signed_names END
        FROM live_names WHERE tld = ? AND names > 0
        """,
        day,
        manifest.tld());
    return sql.number(
        "SELECT coalesce(sum(names), 0) FROM live_names WHERE tld = ?", manifest.tld());
  }

  /** Statuses that are kept over time, as {@code status_period} says. */
  private static final String TRACKED_STATUSES =
      "{clientHold,serverHold,inactive,pendingCreate,pendingDelete,redemptionPeriod,pendingRestore,pendingTransfer}";

  /**
   * What differs between the deposit and what is known. For ADDED and CHANGED the columns are the
   * deposit's, for GONE the known ones; {@code at} is when the difference came about.
   */
  private static final String DELTA =
      """
      CREATE TEMP TABLE delta (
        kind text, id bigint, line bigint, name text, roid text, tld text, sponsor integer, creator integer,
        created_at timestamptz, expires_at timestamptz, transferred_at timestamptz, at timestamptz,
        statuses text[], reasons text, signed boolean, ds_records integer, ds_digest bigint,
        losing integer, decided_at timestamptz,
        old_sponsor integer, old_expires_at timestamptz, old_statuses text[], old_signed boolean, old_ds_digest bigint,
        old_delete_noted_at timestamptz) ON COMMIT DROP
      """;

  /**
   * The columns of what differs. A change has no time of its own: it came about by the last update,
   * where the deposit tells one since the deposit before, and otherwise by the end of the day.
   */
  private static final String COLUMNS =
      """
      INSERT INTO delta
      SELECT CASE WHEN r.id IS NULL THEN 'ADDED' WHEN s.roid IS NULL THEN 'GONE' ELSE 'CHANGED' END,
             coalesce(r.id, nextval('registration_id_seq')), s.line, coalesce(s.name, r.name), coalesce(s.roid, r.roid), p.tld,
             coalesce(s.sponsor, r.sponsor), s.creator, coalesce(r.created_at, s.created_at), s.expires_at, s.transferred_at,
             CASE WHEN s.updated_at > p.before AND s.updated_at <= p.last THEN s.updated_at ELSE p.last END,
             CASE WHEN r.id IS NULL OR p.statuses THEN s.statuses ELSE r.statuses END, s.reasons,
             CASE WHEN p.signing THEN s.ds_records IS NOT NULL WHEN p.complete THEN NULL ELSE r.signed END,
             CASE WHEN p.signing OR p.complete THEN s.ds_records ELSE r.ds_records END,
             CASE WHEN p.signing OR p.complete THEN s.ds_digest ELSE r.ds_digest END,
             s.losing, s.decided_at,
             r.sponsor, r.expires_at, r.statuses, r.signed, r.ds_digest, r.delete_noted_at
      FROM (SELECT ?::boolean AS statuses, ?::boolean AS signing, ?::text AS tld, ?::timestamptz AS before, ?::timestamptz AS last,
      """;

  private static final String STAGED =
      """
      (SELECT d.line, d.name, d.roid, sponsor.iana_id AS sponsor, creator.iana_id AS creator, d.created_at, d.expires_at,
              d.transferred_at, d.updated_at, d.statuses, d.reasons, d.ds_records, d.ds_digest, losing.iana_id AS losing, d.decided_at
       FROM staged_domain d
       JOIN staged_client sponsor ON sponsor.number = d.sponsor
       JOIN staged_client creator ON creator.number = d.creator
       LEFT JOIN staged_client losing ON losing.number = d.losing AND losing.iana_id <> 0) s
      """;

  private static final String DIFFERS =
      """
      (r.sponsor <> s.sponsor OR r.expires_at <> s.expires_at
       OR (p.statuses AND r.statuses <> s.statuses)
       OR (p.signing AND (r.signed IS DISTINCT FROM (s.ds_records IS NOT NULL) OR r.ds_records IS DISTINCT FROM s.ds_records
                          OR r.ds_digest IS DISTINCT FROM s.ds_digest))
       OR (p.complete AND NOT p.signing AND r.signed IS NOT NULL))
      """;

  /** What is in one and not in the other, or differs in both. */
  private static final String FILL_FROM_FULL =
      COLUMNS
          + " true AS complete) p CROSS JOIN ("
          + STAGED
          + """
          FULL JOIN (SELECT * FROM registration WHERE tld = ? AND deleted_at IS NULL) r ON r.roid = s.roid AND r.name = s.name)
          WHERE r.id IS NULL OR s.roid IS NULL OR
          """
          + DIFFERS;

  private static final String FILL_FROM_CHANGES =
      COLUMNS
          + " false AS complete) p CROSS JOIN "
          + STAGED
          + """
          LEFT JOIN registration r ON r.roid = s.roid AND r.name = s.name AND r.tld = ? AND r.deleted_at IS NULL
          WHERE r.id IS NULL OR
          """
          + DIFFERS;

  /** Deleted, or registered again: under another ROID. */
  private static final String GONE_BY_CHANGES =
      """
      INSERT INTO delta (kind, id, name, roid, tld, sponsor, created_at, at)
      SELECT 'GONE', r.id, r.name, r.roid, r.tld, r.sponsor, r.created_at,
             CASE WHEN again.name IS NULL THEN p.last ELSE least(p.last, greatest(r.created_at, again.created_at)) END
      FROM (SELECT ?::timestamptz AS last, ?::text AS tld) p
      CROSS JOIN (SELECT name FROM staged_delete UNION SELECT name FROM delta WHERE kind = 'ADDED') n
      JOIN registration r ON r.name = n.name AND r.tld = p.tld AND r.deleted_at IS NULL
      LEFT JOIN (SELECT name, created_at FROM delta WHERE kind = 'ADDED') again ON again.name = r.name
      WHERE NOT EXISTS (SELECT 1 FROM staged_domain s WHERE s.name = r.name AND s.roid = r.roid)
      """;

  private static final String REJECT_KNOWN_ROIDS =
      """
      WITH lost AS (
        DELETE FROM delta d USING registration r WHERE d.kind = 'ADDED' AND r.roid = d.roid RETURNING d.line, d.name, d.roid)
      INSERT INTO staged_rejection (csv, line, reason, detail, raw, name)
      SELECT 'domain', line, 'REPEATED_OBJECT', 'The ROID belongs to another lifetime.', concat_ws(',', name, roid), name
      FROM lost
      """;

  /** Registered again: purged by then. */
  private static final String END_BY_NEXT_LIFETIME =
      """
      UPDATE delta g SET at = least(g.at, greatest(g.created_at, n.created_at))
      FROM delta n WHERE g.kind = 'GONE' AND n.kind = 'ADDED' AND n.name = g.name
      """;

  /** A name whose row was rejected is still in the registry: it is not taken for purged. */
  private static final String KEEP_WHAT_WAS_REJECTED =
      """
      DELETE FROM delta g WHERE g.kind = 'GONE'
        AND EXISTS (SELECT 1 FROM staged_rejection j WHERE j.csv = 'domain' AND j.name = g.name)
        AND NOT EXISTS (SELECT 1 FROM delta n WHERE n.kind = 'ADDED' AND n.name = g.name)
      """;

  private static final String EVENTS =
      """
      CREATE TEMP TABLE event (type text, name text, roid text, registrar integer, other_registrar integer,
                               occurred_at timestamptz, years integer, detail text) ON COMMIT DROP
      """;

  /** Two lifetimes of a name never end at one instant, however odd their dates. */
  private static final String DELETE =
      """
      UPDATE registration r SET deleted_at = g.at + CASE WHEN EXISTS (
          SELECT 1 FROM registration o WHERE o.name = g.name AND o.deleted_at = g.at) THEN interval '1 microsecond' ELSE interval '0' END
      FROM delta g WHERE g.kind = 'GONE' AND r.id = g.id
      """;

  private static final String END_SPONSORSHIP =
      """
      UPDATE sponsorship s SET until_at = greatest(g.at, s.from_at)
      FROM delta g WHERE g.kind = 'GONE' AND s.registration_id = g.id AND s.until_at IS NULL
      """;

  private static final String END_STATUSES =
      """
      UPDATE status_period s SET until_at = greatest(g.at, s.from_at)
      FROM delta g WHERE g.kind = 'GONE' AND s.registration_id = g.id AND s.until_at IS NULL
      """;

  /**
   * After the add grace period of five days a delete leaves a name in the registry for another 35
   * (redemption, pendingDelete). So what is purged and was still within its grace period at the
   * deposit before was deleted within it.
   */
  private static final String DELETE_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at)
      SELECT CASE WHEN ? < created_at + interval '5 days' THEN 'AGP_DELETE' ELSE 'DELETE' END, name, roid, sponsor, at
      FROM delta WHERE kind = 'GONE'
      """;

  /** When a transfer took place: as decided, as dated, or by the end of the day. */
  private static final String TRANSFERS =
      """
      (SELECT *, greatest(least(coalesce(decided_at, transferred_at, at), at), created_at) AS gained_at
       FROM delta WHERE kind = 'CHANGED' AND sponsor <> old_sponsor) c
      """;

  private static final String END_SPONSORSHIP_BY_TRANSFER =
      "UPDATE sponsorship s SET until_at = greatest(c.gained_at, s.from_at) FROM "
          + TRANSFERS
          + " WHERE s.registration_id = c.id AND s.until_at IS NULL";

  private static final String BEGIN_SPONSORSHIP_BY_TRANSFER =
      """
      INSERT INTO sponsorship (registration_id, from_at, registrar)
      SELECT c.id, greatest(c.gained_at, coalesce(max(s.from_at) + interval '1 microsecond', c.gained_at)), c.sponsor
      FROM
      """
          + TRANSFERS
          + " LEFT JOIN sponsorship s ON s.registration_id = c.id GROUP BY c.id, c.gained_at, c.sponsor";

  private static final String TRANSFER_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, other_registrar, occurred_at)
      SELECT 'TRANSFER', name, roid, sponsor, old_sponsor, gained_at FROM
      """
          + TRANSFERS;

  /**
   * A transfer brings a year of its own, which is no renewal. An automatic renewal happens at the
   * expiry, another is dated like any change.
   */
  private static final String RENEW_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, years)
      SELECT 'RENEW', name, roid, sponsor,
             CASE WHEN old_expires_at > p.before AND old_expires_at <= p.last THEN old_expires_at ELSE at END,
             greatest(1, round(extract(epoch FROM expires_at - old_expires_at) / 31556952))::integer
      FROM delta, (SELECT ?::timestamptz AS last, ?::timestamptz AS before) p
      WHERE kind = 'CHANGED' AND expires_at > old_expires_at AND sponsor = old_sponsor
      """;

  private static final String END_CHANGED_STATUSES =
      """
      UPDATE status_period s SET until_at = greatest(c.at, s.from_at)
      FROM delta c CROSS JOIN LATERAL unnest(c.old_statuses) was(status)
      WHERE c.kind = 'CHANGED' AND c.statuses <> c.old_statuses AND was.status = ANY (?::text[]) AND NOT was.status = ANY (c.statuses)
        AND s.registration_id = c.id AND s.status = was.status AND s.until_at IS NULL
      """;

  private static final String BEGIN_CHANGED_STATUSES =
      """
      INSERT INTO status_period (registration_id, status, from_at, reason)
      SELECT c.id, new.status, greatest(c.at, c.created_at), c.reasons::jsonb ->> new.status
      FROM delta c CROSS JOIN LATERAL unnest(c.statuses) new(status)
      WHERE c.kind = 'CHANGED' AND c.statuses <> c.old_statuses AND new.status = ANY (?::text[]) AND NOT new.status = ANY (c.old_statuses)
      ON CONFLICT (registration_id, status, from_at) DO UPDATE SET until_at = NULL, reason = excluded.reason
      """;

  /** Who sets a hold is in its name: client… the sponsor, server… the registry. */
  private static final String STATUS_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, detail)
      SELECT 'STATUS_CHANGE', name, roid, sponsor, at,
             hold || CASE WHEN hold = ANY (statuses) THEN ' set by ' ELSE ' removed by ' END
                  || CASE hold WHEN 'serverHold' THEN 'the registry' ELSE 'the sponsor' END
                  || CASE WHEN hold = ANY (statuses) THEN coalesce(': ' || (reasons::jsonb ->> hold), '') ELSE '' END
      FROM delta CROSS JOIN (VALUES ('clientHold'), ('serverHold')) h(hold)
      WHERE kind = 'CHANGED' AND (hold = ANY (statuses)) <> (hold = ANY (old_statuses))
      """;

  private static final String RESTORE_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at)
      SELECT 'RESTORE', name, roid, sponsor, at FROM delta
      WHERE kind = 'CHANGED' AND old_statuses && '{pendingDelete,redemptionPeriod}'
        AND NOT statuses && '{pendingDelete,redemptionPeriod,pendingRestore}'
      """;

  private static final String DS_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, detail)
      SELECT 'DS_CHANGE', name, roid, sponsor, at,
             CASE WHEN NOT signed THEN 'no longer signed' WHEN NOT old_signed THEN 'signed' ELSE 'other records' END
      FROM delta
      WHERE kind = 'CHANGED' AND (signed <> old_signed OR (signed AND old_signed AND ds_digest <> old_ds_digest))
      """;

  private static final String CHANGE =
      """
      UPDATE registration r SET
        sponsor = c.sponsor, expires_at = c.expires_at, signed = c.signed, ds_records = c.ds_records, ds_digest = c.ds_digest,
        transferred_at = CASE WHEN c.sponsor <> c.old_sponsor
                              THEN greatest(least(coalesce(c.decided_at, c.transferred_at, c.at), c.at), c.created_at)
                              ELSE r.transferred_at END,
        statuses = c.statuses,
        delete_noted_at = CASE WHEN c.statuses && '{pendingDelete,redemptionPeriod}' THEN coalesce(r.delete_noted_at, c.at) END
      FROM delta c WHERE c.kind = 'CHANGED' AND r.id = c.id
      """;

  private static final String PAST_TERMS =
      """
      INSERT INTO past_term (registration_id, expires_at)
      SELECT id, old_expires_at FROM delta WHERE kind = 'CHANGED' AND expires_at <> old_expires_at
      ON CONFLICT DO NOTHING
      """;

  private static final String ADD =
      """
      INSERT INTO registration (id, name, roid, tld, sponsor, creator, created_at, created_years, expires_at, transferred_at,
                                statuses, signed, ds_records, ds_digest, delete_noted_at)
      OVERRIDING SYSTEM VALUE
      SELECT id, name, roid, tld, sponsor, creator, created_at,
             greatest(1, round(extract(epoch FROM expires_at - created_at) / 31556952))::integer,
             expires_at, transferred_at, statuses, signed, ds_records, ds_digest,
             CASE WHEN statuses && '{pendingDelete,redemptionPeriod}' THEN at END
      FROM delta WHERE kind = 'ADDED'
      """;

  /** Since its last transfer, or since its creation where there was none. */
  private static final String BEGIN_SPONSORSHIP =
      """
      INSERT INTO sponsorship (registration_id, from_at, registrar)
      SELECT id, greatest(created_at, coalesce(transferred_at, created_at)), sponsor FROM delta WHERE kind = 'ADDED'
      """;

  /**
   * Before its last transfer: the losing registrar where the deposit names it, and the creator
   * where the name was created since the deposit before. Otherwise nobody told, and nothing is made
   * up.
   */
  private static final String BEGIN_SPONSORSHIP_BEFORE_TRANSFER =
      """
      INSERT INTO sponsorship (registration_id, from_at, until_at, registrar)
      SELECT id, created_at, transferred_at, CASE WHEN NOT p.baseline AND created_at >= p.previous THEN creator ELSE losing END
      FROM delta CROSS JOIN (SELECT ?::timestamptz AS previous, ?::boolean AS baseline) p
      WHERE kind = 'ADDED' AND transferred_at > created_at
        AND (losing IS NOT NULL OR (NOT p.baseline AND created_at >= p.previous))
      """;

  private static final String BEGIN_STATUSES =
      """
      INSERT INTO status_period (registration_id, status, from_at, reason)
      SELECT d.id, new.status, greatest(d.at, d.created_at), d.reasons::jsonb ->> new.status
      FROM delta d CROSS JOIN LATERAL unnest(d.statuses) new(status)
      WHERE d.kind = 'ADDED' AND d.statuses && ?::text[] AND new.status = ANY (?::text[])
      """;

  private static final String CREATE_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, years)
      SELECT 'CREATE', name, roid, creator, created_at,
             greatest(1, round(extract(epoch FROM expires_at - created_at) / 31556952))::integer
      FROM delta WHERE kind = 'ADDED'
      """;

  /** Created and transferred between two deposits. */
  private static final String EARLY_TRANSFER_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, other_registrar, occurred_at)
      SELECT 'TRANSFER', name, roid, sponsor, creator, transferred_at
      FROM delta WHERE kind = 'ADDED' AND created_at >= ? AND transferred_at > created_at AND sponsor <> creator
      """;

  /** Created and put on hold between two deposits. */
  private static final String EARLY_STATUS_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, detail)
      SELECT 'STATUS_CHANGE', name, roid, sponsor, greatest(at, created_at),
             hold || ' set by ' || CASE hold WHEN 'serverHold' THEN 'the registry' ELSE 'the sponsor' END
                  || coalesce(': ' || (reasons::jsonb ->> hold), '')
      FROM delta CROSS JOIN (VALUES ('clientHold'), ('serverHold')) h(hold)
      WHERE kind = 'ADDED' AND hold = ANY (statuses)
      """;

  /**
   * What the registry streamed before the deposit came is no second event; it is kept for the
   * reconciliation of the two.
   */
  private static final String STREAMED_EVENTS =
      """
      WITH p AS (SELECT ?::uuid AS deposit_id, ?::timestamptz AS previous, ?::timestamptz AS watermark),
      told AS (
        DELETE FROM event e USING p
        WHERE EXISTS (
          SELECT 1 FROM register_event s
          WHERE s.roid = e.roid
            AND (s.type = e.type OR (s.type IN ('DELETE', 'AGP_DELETE') AND e.type IN ('DELETE', 'AGP_DELETE')))
            AND (e.type IN ('CREATE', 'DELETE', 'AGP_DELETE') OR (s.occurred_at >= p.previous AND s.occurred_at < p.watermark)))
        RETURNING p.deposit_id, e.type, e.name, e.roid, e.occurred_at)
      INSERT INTO registration_event_repeat (deposit_id, type, name, roid, occurred_at) SELECT * FROM told
      """;

  private static final String RECORD_EVENTS =
      """
      INSERT INTO registration_event (type, name, roid, registrar, other_registrar, occurred_at, years, detail, recorded_at, deposit_id)
      SELECT type, name, roid, registrar, other_registrar, occurred_at, years, detail, ?, ?
      FROM event
      ORDER BY occurred_at, CASE type WHEN 'CREATE' THEN 0 ELSE 1 END, name, type, detail
      """;

  private static final String COUNT_ALL =
      """
      INSERT INTO live_names (tld, registrar, names, signed_names, unknown_names)
      SELECT tld, sponsor, count(*), count(*) FILTER (WHERE signed), count(*) FILTER (WHERE signed IS NULL)
      FROM registration WHERE tld = ? AND deleted_at IS NULL AND NOT 'pendingCreate' = ANY (statuses)
      GROUP BY tld, sponsor
      """;

  private static final String COUNT_ON =
      """
      INSERT INTO live_names AS l (tld, registrar, names, signed_names, unknown_names)
      SELECT ?, registrar, sum(n), coalesce(sum(n) FILTER (WHERE signed), 0), coalesce(sum(n) FILTER (WHERE signed IS NULL), 0)
      FROM (SELECT sponsor AS registrar, signed, 1 AS n FROM delta
            WHERE kind IN ('ADDED', 'CHANGED') AND NOT 'pendingCreate' = ANY (statuses)
            UNION ALL
            SELECT old_sponsor, old_signed, -1 FROM delta WHERE kind = 'CHANGED' AND NOT 'pendingCreate' = ANY (old_statuses)
            UNION ALL
            SELECT r.sponsor, r.signed, -1 FROM delta g JOIN registration r ON r.id = g.id
            WHERE g.kind = 'GONE' AND NOT 'pendingCreate' = ANY (r.statuses)) moves
      GROUP BY registrar
      ON CONFLICT (tld, registrar) DO UPDATE SET names = l.names + excluded.names,
        signed_names = l.signed_names + excluded.signed_names, unknown_names = l.unknown_names + excluded.unknown_names
      """;
}

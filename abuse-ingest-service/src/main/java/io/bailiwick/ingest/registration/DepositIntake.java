package io.bailiwick.ingest.registration;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.incident.Incidents;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.sql.Sql;
import io.bailiwick.ingest.upload.Uploads;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Loads a deposit in one transaction: its tables into staging tables, and their difference to what
 * is known as sets into lifetimes, sponsorships, terms and events.
 */
@ApplicationScoped
class DepositIntake {

  /** Key of the advisory lock of deposits: "deposit" in ASCII. One after the other. */
  private static final long LOCK = 0x6465706f736974L;

  private final Sql sql;
  private final DepositStaging staging;
  private final RegistrationRepository registrations;
  private final Incidents incidents;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  DepositIntake(
      Sql sql,
      DepositStaging staging,
      RegistrationRepository registrations,
      Incidents incidents,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.staging = staging;
    this.registrations = registrations;
    this.incidents = incidents;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /**
   * @param known whether these bytes had been loaded before, so that nothing changed
   */
  record Taken(Deposit deposit, boolean known) {}

  /** The deposit that was loaded last. */
  private record Last(String depositId, Instant watermark) {}

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken take(Content content) throws IOException {
    sql.lock(LOCK);
    var known = registrations.depositOf(content.sha256());
    if (known.isPresent()) {
      return new Taken(known.get(), true);
    }
    try (DepositArchive archive = new DepositArchive(content, uploads.bounds())) {
      DepositManifest manifest = archive.manifest();
      Last last = chain(manifest);
      staging.stage(archive);
      Deposit deposit = settle(manifest, content, last);
      registrations.insert(deposit, manifest.previousId(), content.bytes(), caller.name());
      Map<String, Object> summary =
          Map.of(
              "deposit",
              deposit.depositId(),
              "type",
              deposit.type(),
              "watermark",
              deposit.watermark(),
              "sha256",
              deposit.sha256(),
              "rows",
              deposit.rows(),
              "events",
              deposit.events(),
              "incidentsBound",
              deposit.incidentsBound());
      audit.record(DepositAction.DEPOSIT_LOADED, "deposit/" + deposit.id(), summary);
      outbox.publish(DepositAction.DEPOSIT_LOADED, "deposit/" + deposit.id(), summary);
      return new Taken(deposit, false);
    }
  }

  /** Whether the deposit goes on where the last one ended. */
  private @Nullable Last chain(DepositManifest manifest) {
    if (!uploads.zones().contains(manifest.tld())) {
      throw Refusal.unusable(
          "The deposit is of %s, which is not a zone of this registry.".formatted(manifest.tld()));
    }
    if (manifest.watermark().isAfter(clock.instant())) {
      throw Refusal.unusable("The watermark lies in the future.");
    }
    Last last =
        sql.first(
                "SELECT deposit_id, watermark FROM deposit WHERE tld = ? ORDER BY watermark DESC LIMIT 1",
                row -> new Last(row.text("deposit_id"), row.time("watermark")),
                manifest.tld())
            .orElse(null);
    if (last == null) {
      if (manifest.type() == DepositType.DIFF) {
        throw ProblemException.conflict(
            "There is nothing yet that a DIFF deposit could change.",
            List.of("Send a FULL deposit first."));
      }
      return null;
    }
    if (!manifest.watermark().isAfter(last.watermark())) {
      throw ProblemException.conflict(
          "A deposit with the watermark %s, or a later one, is loaded already."
              .formatted(last.watermark()),
          List.of("Send deposits in the order of their watermarks."));
    }
    if (manifest.type() == DepositType.DIFF && !last.depositId().equals(manifest.previousId())) {
      throw ProblemException.conflict(
          "The DIFF goes on from deposit %s; the last one loaded is %s."
              .formatted(manifest.previousId(), last.depositId()),
          List.of("Send the deposits in between, or the next FULL one."));
    }
    return last;
  }

  private Deposit settle(DepositManifest manifest, Content content, @Nullable Last last) {
    UUID id = Ids.next();
    Instant watermark = manifest.watermark();
    Instant lastInstant = watermark.minusNanos(1000);
    Instant previous = last == null ? Instant.EPOCH : last.watermark();
    Instant now = clock.instant();
    boolean full = manifest.type() == DepositType.FULL;
    boolean withStatuses = manifest.content("domainStatuses").isPresent();
    boolean withDnssec = manifest.content("dnssec").isPresent();

    long registrars = sql.update(REGISTRARS, watermark);
    sql.update(REGISTRAR_NAMES);
    sql.update(REJECT_UNKNOWN_SPONSOR);
    sql.update(REJECT_REPEATED);
    sql.run(CURRENT);
    sql.update(FILL_CURRENT, withDnssec, full);
    sql.run("ANALYZE current_domain");
    Long counted = manifest.domainCount();
    long inDeposit = sql.number("SELECT count(*) FROM staged_domain");
    if (full && counted != null && counted != inDeposit) {
      throw Refusal.unusable(
          "The header counts %,d names; the table holds %,d rows.".formatted(counted, inDeposit));
    }

    sql.run(EVENTS);
    sql.run(
        "CREATE TEMP TABLE gone (id bigint, name text, roid text, at timestamptz, registrar integer, created_at timestamptz) ON COMMIT DROP");
    long deleted = sql.update(full ? GONE_BY_FULL : GONE_BY_DIFF, manifest.tld(), lastInstant);
    sql.update(DELETE);
    sql.update(END_SPONSORSHIP);
    sql.update(DELETE_EVENTS, previous);

    sql.run(CHANGED);
    long changed = sql.update(FILL_CHANGED, lastInstant, previous, withStatuses);
    sql.update(END_SPONSORSHIP_BY_TRANSFER);
    sql.update(BEGIN_SPONSORSHIP_BY_TRANSFER);
    sql.update(TRANSFER_EVENTS);
    sql.update(RENEW_EVENTS);
    sql.update(CHANGE, withStatuses, lastInstant);

    sql.run("CREATE TEMP TABLE added (id bigint, roid text) ON COMMIT DROP");
    long added = sql.update(ADD, manifest.tld(), lastInstant);
    if (added > 10_000) {
      // The planner would take a table that grew within this transaction for a small one.
      sql.run("ANALYZE added; ANALYZE registration");
    }
    sql.update(BEGIN_SPONSORSHIP);
    sql.update(BEGIN_SPONSORSHIP_BEFORE_TRANSFER, previous, last == null);
    sql.update(TERMS);
    if (last != null) {
      sql.update(CREATE_EVENTS);
      sql.update(EARLY_TRANSFER_EVENTS, previous);
    }
    long events = sql.update(RECORD_EVENTS, now, id);
    long names = countDay(manifest, id, lastInstant);

    long bound =
        incidents
            .recompute(
                """
                SELECT DISTINCT o.domain, o.threat FROM observation o
                WHERE o.domain IN (
                  SELECT r.name FROM added a JOIN registration r ON r.id = a.id
                  UNION SELECT name FROM gone
                  UNION SELECT r.name FROM changed c JOIN registration r ON r.id = c.id WHERE c.sponsor <> c.old_sponsor)
                """)
            .bound();
    Deposit.Rows rows = rows(id);
    return new Deposit(
        id,
        manifest.id(),
        manifest.type(),
        watermark,
        manifest.tld(),
        content.sha256(),
        now,
        registrars,
        rows,
        added,
        changed,
        deleted,
        events,
        bound,
        names);
  }

  /** The deposit is evidence for the day that holds the last instant before its watermark. */
  private long countDay(DepositManifest manifest, UUID id, Instant lastInstant) {
    LocalDate day = LocalDate.ofInstant(lastInstant, ZoneOffset.UTC);
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
        SELECT ?, ?, sponsor, count(*), CASE WHEN count(*) = count(signed) THEN count(*) FILTER (WHERE signed) END
        FROM registration
        WHERE tld = ? AND deleted_at IS NULL AND NOT 'pendingCreate' = ANY (statuses)
        GROUP BY sponsor
        """,
        day,
        manifest.tld(),
        manifest.tld());
    return sql.number(
        "SELECT coalesce(sum(names), 0) FROM domains_under_management WHERE day = ? AND tld = ?",
        day,
        manifest.tld());
  }

  private Deposit.Rows rows(UUID id) {
    long read = sql.number("SELECT count(*) FROM (" + ALL_ROWS + ") r");
    long rejected =
        sql.update(
            "INSERT INTO deposit_rejection (deposit_id, number, csv, line, reason, detail, raw)"
                + " SELECT ?, row_number() OVER (ORDER BY csv, line), csv, line, reason, detail, raw FROM ("
                + ALL_ROWS
                + ") r WHERE reason IS NOT NULL",
            id);
    Map<RejectionReason, Long> byReason = new TreeMap<>();
    sql.list(
            "SELECT reason, count(*) AS rows FROM deposit_rejection WHERE deposit_id = ? GROUP BY reason",
            row -> Map.entry(row.constant("reason", RejectionReason.class), row.number("rows")),
            id)
        .forEach(entry -> byReason.put(entry.getKey(), entry.getValue()));
    return new Deposit.Rows(read, read - rejected, rejected, byReason);
  }

  private static final String ALL_ROWS =
      """
      SELECT 'registrar' AS csv, line, reason, detail, raw FROM staged_registrar
      UNION ALL SELECT 'domain', line, reason, detail, raw FROM staged_domain
      UNION ALL SELECT 'domainStatuses', line, reason, detail, raw FROM staged_status
      UNION ALL SELECT 'domainTransfer', line, reason, detail, raw FROM staged_transfer
      UNION ALL SELECT 'dnssec', line, reason, detail, raw FROM staged_dnssec
      UNION ALL SELECT 'deletes', line, reason, detail, raw FROM staged_delete
      """;

  private static final String REGISTRARS =
      """
      INSERT INTO registrar (iana_id, client_id, name, status, noted_at)
      SELECT DISTINCT ON (iana_id) iana_id, client_id, name, status, ? FROM staged_registrar
      WHERE reason IS NULL ORDER BY iana_id, line
      ON CONFLICT (iana_id) DO UPDATE SET
        client_id = excluded.client_id, name = excluded.name, status = excluded.status, noted_at = excluded.noted_at
      """;

  /** A name or status that is another than at the deposit before. */
  private static final String REGISTRAR_NAMES =
      """
      INSERT INTO registrar_name (registrar, from_at, name, status)
      SELECT r.iana_id, r.noted_at, r.name, r.status FROM registrar r
      LEFT JOIN LATERAL (SELECT name, status FROM registrar_name n
                         WHERE n.registrar = r.iana_id AND n.from_at <= r.noted_at ORDER BY n.from_at DESC LIMIT 1) n ON true
      WHERE r.iana_id IN (SELECT iana_id FROM staged_registrar WHERE reason IS NULL)
        AND (r.name, r.status) IS DISTINCT FROM (n.name, n.status)
      ON CONFLICT DO NOTHING
      """;

  private static final String REJECT_UNKNOWN_SPONSOR =
      """
      UPDATE staged_domain d SET reason = 'UNKNOWN_REGISTRAR', raw = concat_ws(',', d.name, d.roid, d.sponsor_client, d.creator_client),
             detail = 'No registrar of this deposit or an earlier one has the identifier of its sponsor or creator.'
      WHERE d.reason IS NULL
        AND (NOT EXISTS (SELECT 1 FROM registrar WHERE client_id = d.sponsor_client)
             OR NOT EXISTS (SELECT 1 FROM registrar WHERE client_id = d.creator_client))
      """;

  private static final String REJECT_REPEATED =
      """
      WITH good AS MATERIALIZED (SELECT ctid AS row, name, roid FROM staged_domain WHERE reason IS NULL),
      repeated AS (
        SELECT row FROM (SELECT row, row_number() OVER (PARTITION BY name ORDER BY row) AS n FROM good
                         WHERE name IN (SELECT name FROM good GROUP BY name HAVING count(*) > 1)) by_name WHERE n > 1
        UNION
        SELECT row FROM (SELECT row, row_number() OVER (PARTITION BY roid ORDER BY row) AS n FROM good
                         WHERE roid IN (SELECT roid FROM good GROUP BY roid HAVING count(*) > 1)) by_roid WHERE n > 1
        UNION
        SELECT row FROM good JOIN registration r ON r.roid = good.roid
        WHERE r.name <> good.name OR r.deleted_at IS NOT NULL)
      UPDATE staged_domain d SET reason = 'REPEATED_OBJECT', raw = concat_ws(',', d.name, d.roid),
             detail = 'The name or its ROID stands on an earlier line, too, or the ROID belongs to another lifetime.'
      FROM repeated WHERE d.ctid = repeated.row
      """;

  private static final String CURRENT =
      """
      CREATE TEMP TABLE current_domain (
        name text, roid text, sponsor integer, creator integer, created_at timestamptz, expires_at timestamptz,
        transferred_at timestamptz, statuses text[], signed boolean, losing integer, decided_at timestamptz) ON COMMIT DROP
      """;

  /**
   * Good rows with IANA IDs and their sub-tables. Without a DNSSEC table: unknown in a FULL, as
   * before in a DIFF.
   */
  private static final String FILL_CURRENT =
      """
      INSERT INTO current_domain
      SELECT d.name, d.roid, sponsor.iana_id, creator.iana_id, d.created_at, d.expires_at, d.transferred_at,
             coalesce(s.statuses, '{}'),
             CASE WHEN ? THEN k.name IS NOT NULL WHEN ? THEN NULL ELSE known.signed END,
             losing.iana_id, t.decided_at
      FROM staged_domain d
      JOIN registrar sponsor ON sponsor.client_id = d.sponsor_client
      JOIN registrar creator ON creator.client_id = d.creator_client
      LEFT JOIN (SELECT name, array_agg(DISTINCT status ORDER BY status) AS statuses
                 FROM (SELECT name, status FROM staged_status WHERE status IS NOT NULL
                       UNION SELECT name, rgp_status FROM staged_status WHERE rgp_status IS NOT NULL) both_kinds
                 GROUP BY name) s ON s.name = d.name
      LEFT JOIN (SELECT DISTINCT name FROM staged_dnssec WHERE reason IS NULL) k ON k.name = d.name
      LEFT JOIN (SELECT DISTINCT ON (name) * FROM staged_transfer
                 WHERE status IN ('clientApproved', 'serverApproved') AND decided_at IS NOT NULL
                 ORDER BY name, decided_at DESC) t ON t.name = d.name AND t.gaining_client = d.sponsor_client
      LEFT JOIN registrar losing ON losing.client_id = t.losing_client
      LEFT JOIN registration known ON known.roid = d.roid
      WHERE d.reason IS NULL
      """;

  private static final String EVENTS =
      """
      CREATE TEMP TABLE event (type text, name text, roid text, registrar integer, other_registrar integer,
                               occurred_at timestamptz, years integer) ON COMMIT DROP
      """;

  /** A name whose row was rejected is still in the registry: it is not taken for purged. */
  private static final String GONE_BY_FULL =
      """
      INSERT INTO gone
      SELECT r.id, r.name, r.roid,
             CASE WHEN again.roid IS NULL THEN p.at ELSE least(p.at, greatest(r.created_at, again.created_at)) END,
             r.sponsor, r.created_at
      FROM (SELECT ?::text AS tld, ?::timestamptz AS at) p
      JOIN registration r ON r.tld = p.tld AND r.deleted_at IS NULL
      LEFT JOIN current_domain same ON same.roid = r.roid
      LEFT JOIN current_domain again ON again.name = r.name AND again.roid <> r.roid
      WHERE same.roid IS NULL
        AND (again.roid IS NOT NULL OR NOT EXISTS (SELECT 1 FROM staged_domain s WHERE s.reason IS NOT NULL AND s.name = r.name))
      """;

  private static final String GONE_BY_DIFF =
      """
      INSERT INTO gone
      SELECT r.id, r.name, r.roid,
             CASE WHEN again.roid IS NULL THEN p.at ELSE least(p.at, greatest(r.created_at, again.created_at)) END,
             r.sponsor, r.created_at
      FROM (SELECT ?::text AS tld, ?::timestamptz AS at) p
      CROSS JOIN (SELECT name, true AS deleted FROM staged_delete WHERE reason IS NULL
                  UNION SELECT name, false FROM current_domain
                        WHERE name NOT IN (SELECT name FROM staged_delete WHERE reason IS NULL)) n
      JOIN registration r ON r.name = n.name AND r.tld = p.tld AND r.deleted_at IS NULL
      LEFT JOIN current_domain same ON same.roid = r.roid
      LEFT JOIN current_domain again ON again.name = r.name AND again.roid <> r.roid
      WHERE same.roid IS NULL AND (again.roid IS NOT NULL OR n.deleted)
      """;

  private static final String DELETE =
      "UPDATE registration r SET deleted_at = gone.at FROM gone WHERE r.id = gone.id";

  private static final String END_SPONSORSHIP =
      """
      UPDATE sponsorship s SET until_at = greatest(gone.at, s.from_at)
      FROM gone WHERE s.registration_id = gone.id AND s.until_at IS NULL
      """;

  /**
   * After the add grace period of five days a delete leaves a name in the registry for another 35
   * (redemption, pendingDelete). So what is purged and was still within its grace period at the
   * deposit before was deleted within it.
   */
  private static final String DELETE_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at)
      SELECT CASE WHEN ? < created_at + interval '5 days' THEN 'AGP_DELETE' ELSE 'DELETE' END, name, roid, registrar, at
      FROM gone
      """;

  private static final String CHANGED =
      """
      CREATE TEMP TABLE changed (
        id bigint, name text, roid text, old_sponsor integer, sponsor integer, transferred_at timestamptz,
        old_expires_at timestamptz, expires_at timestamptz, renewed_at timestamptz, statuses text[], signed boolean)
        ON COMMIT DROP
      """;

  /**
   * A renewal has no time of its own: an automatic one happens at the expiry, another is dated to
   * the end of the day.
   */
  private static final String FILL_CHANGED =
      """
      INSERT INTO changed
      SELECT r.id, r.name, r.roid, r.sponsor, c.sponsor,
             greatest(least(coalesce(c.decided_at, c.transferred_at, p.at), p.at), r.created_at),
             r.expires_at, c.expires_at,
             CASE WHEN r.expires_at > p.previous AND r.expires_at <= p.at THEN r.expires_at ELSE p.at END,
             c.statuses, c.signed
      FROM (SELECT ?::timestamptz AS at, ?::timestamptz AS previous, ?::boolean AS with_statuses) p
      CROSS JOIN current_domain c JOIN registration r ON r.roid = c.roid
      WHERE r.deleted_at IS NULL
        AND ((r.sponsor, r.expires_at, r.signed) IS DISTINCT FROM (c.sponsor, c.expires_at, c.signed)
             OR (p.with_statuses AND r.statuses <> c.statuses))
      """;

  private static final String END_SPONSORSHIP_BY_TRANSFER =
      """
      UPDATE sponsorship s SET until_at = greatest(c.transferred_at, s.from_at)
      FROM changed c WHERE c.sponsor <> c.old_sponsor AND s.registration_id = c.id AND s.until_at IS NULL
      """;

  private static final String BEGIN_SPONSORSHIP_BY_TRANSFER =
      """
      INSERT INTO sponsorship (registration_id, from_at, registrar)
      SELECT c.id, greatest(c.transferred_at, coalesce(max(s.from_at) + interval '1 microsecond', c.transferred_at)), c.sponsor
      FROM changed c LEFT JOIN sponsorship s ON s.registration_id = c.id
      WHERE c.sponsor <> c.old_sponsor
      GROUP BY c.id, c.transferred_at, c.sponsor
      """;

  private static final String TRANSFER_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, other_registrar, occurred_at)
      SELECT 'TRANSFER', name, roid, sponsor, old_sponsor, transferred_at FROM changed WHERE sponsor <> old_sponsor
      """;

  /** A transfer brings a year of its own, which is no renewal. */
  private static final String RENEW_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, years)
      SELECT 'RENEW', name, roid, sponsor, renewed_at,
             greatest(1, round(extract(epoch FROM expires_at - old_expires_at) / 31556952))::integer
      FROM changed WHERE expires_at > old_expires_at AND sponsor = old_sponsor
      """;

  private static final String CHANGE =
      """
      UPDATE registration r SET
        sponsor = c.sponsor, expires_at = c.expires_at, signed = c.signed,
        transferred_at = CASE WHEN c.sponsor <> c.old_sponsor THEN c.transferred_at ELSE r.transferred_at END,
        statuses = CASE WHEN p.with_statuses THEN c.statuses ELSE r.statuses END,
        delete_noted_at = CASE WHEN NOT p.with_statuses THEN r.delete_noted_at
                               WHEN c.statuses && '{pendingDelete,redemptionPeriod}' THEN coalesce(r.delete_noted_at, p.at) END
      FROM changed c, (SELECT ?::boolean AS with_statuses, ?::timestamptz AS at) p
      WHERE r.id = c.id
      """;

  private static final String ADD =
      """
      WITH p AS (SELECT ?::text AS tld, ?::timestamptz AS at), fresh AS (
        INSERT INTO registration (name, roid, tld, sponsor, creator, created_at, created_years, expires_at, transferred_at,
                                  statuses, signed, delete_noted_at)
        SELECT c.name, c.roid, p.tld, c.sponsor, c.creator, c.created_at,
               greatest(1, round(extract(epoch FROM c.expires_at - c.created_at) / 31556952))::integer,
               c.expires_at, c.transferred_at, c.statuses, c.signed,
               CASE WHEN c.statuses && '{pendingDelete,redemptionPeriod}' THEN p.at END
        FROM current_domain c CROSS JOIN p
        WHERE NOT EXISTS (SELECT 1 FROM registration r WHERE r.roid = c.roid)
        ORDER BY c.roid
        RETURNING id, roid)
      INSERT INTO added SELECT id, roid FROM fresh
      """;

  /** Since its last transfer, or since its creation where there was none. */
  private static final String BEGIN_SPONSORSHIP =
      """
      INSERT INTO sponsorship (registration_id, from_at, registrar)
      SELECT a.id, greatest(c.created_at, coalesce(c.transferred_at, c.created_at)), c.sponsor
      FROM added a JOIN current_domain c ON c.roid = a.roid
      """;

  /**
   * Before its last transfer: the losing registrar where the deposit names it, and the creator
   * where the name was created since the deposit before. Otherwise nobody told, and nothing is made
   * up.
   */
  private static final String BEGIN_SPONSORSHIP_BEFORE_TRANSFER =
      """
      INSERT INTO sponsorship (registration_id, from_at, until_at, registrar)
      SELECT a.id, c.created_at, c.transferred_at,
             CASE WHEN NOT p.baseline AND c.created_at >= p.previous THEN c.creator ELSE c.losing END
      FROM added a JOIN current_domain c ON c.roid = a.roid
      CROSS JOIN (SELECT ?::timestamptz AS previous, ?::boolean AS baseline) p
      WHERE c.transferred_at > c.created_at
        AND (c.losing IS NOT NULL OR (NOT p.baseline AND c.created_at >= p.previous))
      """;

  private static final String TERMS =
      """
      INSERT INTO term (registration_id, expires_at)
      SELECT id, expires_at FROM changed
      UNION ALL SELECT a.id, c.expires_at FROM added a JOIN current_domain c ON c.roid = a.roid
      ON CONFLICT DO NOTHING
      """;

  private static final String CREATE_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, occurred_at, years)
      SELECT 'CREATE', r.name, r.roid, r.creator, r.created_at, r.created_years
      FROM added a JOIN registration r ON r.id = a.id
      """;

  /** Created and transferred between two deposits. */
  private static final String EARLY_TRANSFER_EVENTS =
      """
      INSERT INTO event (type, name, roid, registrar, other_registrar, occurred_at)
      SELECT 'TRANSFER', c.name, c.roid, c.sponsor, c.creator, c.transferred_at
      FROM added a JOIN current_domain c ON c.roid = a.roid
      WHERE c.created_at >= ? AND c.transferred_at > c.created_at AND c.sponsor <> c.creator
      """;

  private static final String RECORD_EVENTS =
      """
      INSERT INTO registration_event (type, name, roid, registrar, other_registrar, occurred_at, years, recorded_at, deposit_id)
      SELECT type, name, roid, registrar, other_registrar, occurred_at, years, ?, ?
      FROM event
      ORDER BY occurred_at, CASE type WHEN 'CREATE' THEN 0 ELSE 1 END, name
      """;
}

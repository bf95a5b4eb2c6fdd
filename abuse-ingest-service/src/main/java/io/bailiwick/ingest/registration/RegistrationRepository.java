package io.bailiwick.ingest.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Day;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.upload.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over deposits, registrars, lifetimes and events. */
@ApplicationScoped
class RegistrationRepository {
  private final Sql sql;
  private final ObjectMapper mapper;

  @Inject
  RegistrationRepository(Sql sql, ObjectMapper mapper) {
    this.sql = sql;
    this.mapper = mapper;
  }

  Optional<Deposit> depositOf(String sha256) {
    return sql.first("SELECT * FROM deposit WHERE sha256 = ?", this::deposit, sha256);
  }

  Optional<Deposit> deposit(UUID id) {
    return sql.first("SELECT * FROM deposit WHERE id = ?", this::deposit, id);
  }

  List<Deposit> deposits(@Nullable Instant after, String afterTld, int limit) {
    return sql.list(
        """
        SELECT * FROM deposit WHERE ?::timestamptz IS NULL OR (watermark, tld) > (?, ?)
        ORDER BY watermark, tld LIMIT ?
        """,
        this::deposit,
        after,
        after,
        afterTld,
        limit);
  }

  List<DepositRejection> rejections(UUID deposit, long after, int limit) {
    return sql.list(
        """
        SELECT number, csv, line, reason, detail, raw FROM deposit_rejection
        WHERE deposit_id = ? AND number > ? ORDER BY number LIMIT ?
        """,
        row ->
            new DepositRejection(
                row.number("number"),
                row.text("csv"),
                row.number("line"),
                row.constant("reason", RejectionReason.class),
                row.text("detail"),
                row.text("raw")),
        deposit,
        after,
        limit);
  }

  void insert(Deposit deposit, @Nullable String previousId, long bytes, String receivedBy) {
    sql.update(
        """
        INSERT INTO deposit (id, deposit_id, type, previous_id, watermark, tld, sha256, bytes, received_at, received_by,
                             registrars, rows_read, rows_accepted, rows_rejected, rejected_by_reason, domains_added,
                             domains_changed, domains_deleted, events, incidents_bound, domains_under_management,
                             resend, model, ignored, steps)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        deposit.id(),
        deposit.depositId(),
        deposit.type(),
        previousId,
        deposit.watermark(),
        deposit.tld(),
        deposit.sha256(),
        bytes,
        deposit.receivedAt(),
        receivedBy,
        deposit.registrars(),
        deposit.rows().read(),
        deposit.rows().accepted(),
        deposit.rows().rejected(),
        json(deposit.rows().rejectedByReason()),
        deposit.domainsAdded(),
        deposit.domainsChanged(),
        deposit.domainsDeleted(),
        deposit.events(),
        deposit.incidentsBound(),
        deposit.domainsUnderManagement(),
        deposit.resend(),
        deposit.model(),
        json(deposit.ignored()),
        json(deposit.steps()));
  }

  List<RegistrationHistory.Lifetime> lifetimes(String name) {
    return sql.list(
        "SELECT * FROM registration WHERE name = ? ORDER BY created_at DESC",
        row ->
            new RegistrationHistory.Lifetime(
                row.text("roid"),
                row.registrar("creator"),
                row.registrar("sponsor"),
                row.time("created_at"),
                row.time("expires_at"),
                row.timeOrNull("deleted_at"),
                row.texts("statuses"),
                row.flagOrNull("signed"),
                sponsorships(row.number("id"))),
        name);
  }

  private List<RegistrationHistory.Sponsorship> sponsorships(long registration) {
    return sql.list(
        "SELECT registrar, from_at, until_at FROM sponsorship WHERE registration_id = ? ORDER BY"
            + " from_at",
        row ->
            new RegistrationHistory.Sponsorship(
                row.registrar("registrar"), row.time("from_at"), row.timeOrNull("until_at")),
        registration);
  }

  /** From behind a registrar's row of a day on. */
  List<CreatesOfDay> creates(Day from, int registrar, Day until, int limit) {
    return sql.list(
        """
        SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, registrar, count(*) AS creates
        FROM registration_event
        WHERE type = 'CREATE' AND occurred_at >= ? AND occurred_at < ?
        GROUP BY 1, 2
        HAVING ((occurred_at AT TIME ZONE 'UTC')::date, registrar) > (?::date, ?::integer)
        ORDER BY 1, 2 LIMIT ?
        """,
        row -> new CreatesOfDay(row.day("day"), row.registrar("registrar"), row.number("creates")),
        from.start(),
        until.start(),
        from.toString(),
        registrar,
        limit);
  }

  List<RegistrationEvent> events(
      long after,
      RegistrationEvent.@Nullable Type type,
      @Nullable RegistrarId registrar,
      int limit) {
    return sql.list(
        """
        SELECT e.*, t.premium, t.price, t.currency
        FROM (SELECT * FROM registration_event
              WHERE sequence > ? AND (?::text IS NULL OR type = ?)
                AND (?::integer IS NULL OR registrar = ? OR other_registrar = ?)
              ORDER BY sequence LIMIT ?) e
        LEFT JOIN register_event t ON t.event_id = e.event_id
        ORDER BY e.sequence
        """,
        row -> {
          Long years = row.numberOrNull("years");
          String currency = row.textOrNull("currency");
          return new RegistrationEvent(
              row.number("sequence"),
              row.constant("type", RegistrationEvent.Type.class),
              row.text("name"),
              row.text("roid"),
              row.registrar("registrar"),
              row.registrarOrNull("other_registrar"),
              row.time("occurred_at"),
              years == null ? null : Math.toIntExact(years),
              row.textOrNull("detail"),
              row.flagOrNull("premium"),
              currency == null ? null : new RegistrationEvent.Price(row.decimal("price"), currency),
              row.time("recorded_at"));
        },
        after,
        type,
        type,
        registrar,
        registrar,
        registrar,
        limit);
  }

  /** Whether a deposit shows the end of the day in any zone. */
  boolean isShown(LocalDate day) {
    return sql.number("SELECT count(*) FROM evidence_day WHERE day = ?", day) > 0;
  }

  /**
   * Names that were signed at the end of a day as the deposits of that day show it, excluded ones
   * left out: what {@code domains_under_management} counts. A change of DNSSEC data after it tells
   * how it was before: {@code signed} that it was not, other words of the deposits that it was.
   */
  List<SignedName> signed(RegistrarId registrar, LocalDate day, String after, int limit) {
    return sql.list(
        SIGNED,
        row -> new SignedName(row.text("name"), row.text("roid")),
        day,
        registrar,
        registrar,
        after,
        day,
        day,
        limit,
        registrar,
        registrar,
        after,
        day,
        day,
        limit,
        limit);
  }

  private static final String SIGNED_OF =
      """
      JOIN shown d ON d.tld = g.tld AND g.created_at < d.watermark AND (g.deleted_at IS NULL OR g.deleted_at >= d.watermark)
      JOIN sponsorship s ON s.registration_id = g.id AND s.registrar = ?
       AND s.from_at < d.watermark AND (s.until_at IS NULL OR s.until_at >= d.watermark)
      LEFT JOIN LATERAL (SELECT e.detail FROM registration_event e
                         WHERE e.roid = g.roid AND e.type = 'DS_CHANGE' AND e.occurred_at >= d.watermark
                         ORDER BY e.occurred_at, e.sequence LIMIT 1) later ON true
      WHERE g.name COLLATE "C" > ?
        AND CASE WHEN later.detail = 'signed' THEN false
                 WHEN later.detail IN ('no longer signed', 'other records') THEN true ELSE g.signed END
        AND NOT EXISTS (SELECT FROM status_period c WHERE c.registration_id = g.id AND c.status = 'pendingCreate'
                          AND c.from_at < d.watermark AND (c.until_at IS NULL OR c.until_at >= d.watermark))
        AND NOT EXISTS (SELECT FROM exclusion x WHERE x.name = g.name AND x.from_day <= ?
                          AND (x.until_day IS NULL OR ? < x.until_day))
      ORDER BY g.name COLLATE "C" LIMIT ?
      """;

  // Those that are signed and there still, by their index; and those of which something has
  // changed.
  private static final String SIGNED =
      """
      WITH shown AS MATERIALIZED (SELECT e.tld, d.watermark FROM evidence_day e JOIN deposit d ON d.id = e.deposit_id WHERE e.day = ?),
      changed AS MATERIALIZED (SELECT DISTINCT roid FROM registration_event
                               WHERE type IN ('DS_CHANGE', 'TRANSFER') AND occurred_at >= (SELECT min(watermark) FROM shown))
      SELECT name, roid FROM (
        (SELECT g.name, g.roid FROM (SELECT * FROM registration WHERE signed AND sponsor = ?) g
      """
          + SIGNED_OF
          + """
          ) UNION ALL (
          SELECT g.name, g.roid FROM changed
          JOIN registration g ON g.roid = changed.roid AND (g.signed AND g.sponsor = ?) IS NOT TRUE
          """
          + SIGNED_OF
          + ") ) each_name ORDER BY name COLLATE \"C\" LIMIT ?";

  private Deposit deposit(Columns row) throws SQLException {
    try {
      return new Deposit(
          row.id("id"),
          row.text("deposit_id"),
          row.constant("type", DepositType.class),
          row.constant("model", DepositModel.class),
          Math.toIntExact(row.number("resend")),
          row.time("watermark"),
          row.text("tld"),
          row.text("sha256"),
          row.time("received_at"),
          row.number("registrars"),
          new Deposit.Rows(
              row.number("rows_read"),
              row.number("rows_accepted"),
              row.number("rows_rejected"),
              mapper.readValue(
                  row.text("rejected_by_reason"),
                  new TypeReference<TreeMap<RejectionReason, Long>>() {})),
          row.number("domains_added"),
          row.number("domains_changed"),
          row.number("domains_deleted"),
          row.number("events"),
          row.number("incidents_bound"),
          row.number("domains_under_management"),
          mapper.readValue(row.text("ignored"), new TypeReference<TreeMap<String, Long>>() {}),
          mapper.readValue(row.text("steps"), new TypeReference<List<Steps.Step>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("deposit " + row.id("id") + " cannot be read", e);
    }
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

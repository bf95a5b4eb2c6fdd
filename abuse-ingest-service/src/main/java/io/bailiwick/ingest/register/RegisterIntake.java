package io.bailiwick.ingest.register;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.CopyRows;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.registration.RegistrationEvent;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.rejection.Unfit;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes events and measurements in, in one transaction: lines to checked rows to a staging table,
 * and from there as sets. Memory does not grow with them.
 */
@ApplicationScoped
class RegisterIntake {

  /** Key of the advisory lock that deposits hold, too: which of the two tells first is decided. */
  private static final long LOCK = 0x6465706f736974L;

  private static final Set<String> EVENT_MEMBERS =
      Set.of(
          "id",
          "type",
          "name",
          "roid",
          "registrar",
          "otherRegistrar",
          "occurredAt",
          "years",
          "detail",
          "premium",
          "price",
          "currency");
  private static final Set<String> MEASUREMENT_MEMBERS =
      Set.of("name", "measuredAt", "method", "usage", "tls", "dnssec", "mx");

  private final Sql sql;
  private final RegisterRepository batches;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  RegisterIntake(
      Sql sql,
      RegisterRepository batches,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.batches = batches;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** Reads everything that may be unfit first, then hands over the writing. */
  private interface Check {
    Consumer<CopyRows> of(Cells cells) throws Unfit;
  }

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken<RegisterBatch> takeEvents(Content content, @Nullable String mediaType) throws IOException {
    sql.lock(LOCK);
    var known = batches.find(BatchKind.EVENTS, content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    Instant now = clock.instant();
    sql.run(STAGED_EVENTS);
    stage(
        content,
        mediaType,
        "staged_event (line, reason, detail, raw, event_id, type, name, roid, registrar, other_registrar, occurred_at, years, note, premium, price, currency)",
        12,
        EVENT_MEMBERS,
        Set.of("id", "type", "name", "roid", "registrar", "occurredAt"),
        cells -> {
          String id = cells.required("id", 200);
          RegistrationEvent.Type type = cells.constant("type", RegistrationEvent.Type.class, null);
          String name = cells.name(uploads.zones());
          String roid = cells.required("roid", 89);
          RegistrarId registrar = cells.registrar("registrar");
          RegistrarId other = other(cells, type);
          Instant occurredAt = cells.time("occurredAt", now);
          Integer years = years(cells);
          String detail = cells.optional("detail", 500);
          Boolean premium = cells.truth("premium");
          BigDecimal price = cells.price();
          String currency = price == null ? null : cells.currency();
          return out ->
              out.text(id)
                  .text(type.name())
                  .text(name)
                  .text(roid)
                  .number(registrar.ianaId())
                  .text(other == null ? null : other.toString())
                  .time(occurredAt)
                  .text(years == null ? null : years.toString())
                  .text(detail)
                  .text(premium == null ? null : premium.toString())
                  .text(price == null ? null : price.toPlainString())
                  .text(currency);
        });
    sql.run("ANALYZE staged_event");
    sql.update(REJECT_UNKNOWN_REGISTRAR);
    sql.update(GRACE_DELETES);
    UUID id = Ids.next();
    long accepted = sql.update(KEEP_EVENTS, id);
    sql.update(RECORD_EVENTS, now, id);
    return new Taken<>(settle(id, BatchKind.EVENTS, "staged_event", content, accepted, now), false);
  }

  private static @Nullable RegistrarId other(Cells cells, RegistrationEvent.Type type)
      throws Unfit {
    return type == RegistrationEvent.Type.TRANSFER || cells.get("otherRegistrar") != null
        ? cells.registrar("otherRegistrar")
        : null;
  }

  private static @Nullable Integer years(Cells cells) throws Unfit {
    String text = cells.get("years");
    if (text == null) {
      return null;
    }
    if (text.matches("[1-9]|10")) {
      return Integer.valueOf(text);
    }
    throw new Unfit(RejectionReason.MALFORMED_ROW, "years is no whole number from 1 to 10.");
  }

  @Transactional(rollbackOn = IOException.class)
  @TransactionConfiguration(timeout = 3600)
  Taken<RegisterBatch> takeMeasurements(Content content, @Nullable String mediaType)
      throws IOException {
    var known = batches.find(BatchKind.MEASUREMENTS, content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    Instant now = clock.instant();
    sql.run(STAGED_MEASUREMENTS);
    stage(
        content,
        mediaType,
        "staged_measurement (line, reason, detail, raw, name, measured_at, method, usage, tls, dnssec, mx)",
        7,
        MEASUREMENT_MEMBERS,
        Set.of("name", "measuredAt", "method"),
        cells -> {
          String name = cells.name(uploads.zones());
          Instant measuredAt = cells.time("measuredAt", now);
          String method = cells.required("method", 63);
          var usage = cells.constant("usage", Measurement.Usage.class, Measurement.Usage.UNKNOWN);
          var tls = cells.constant("tls", Measurement.Tls.class, Measurement.Tls.UNKNOWN);
          var dnssec =
              cells.constant("dnssec", Measurement.Dnssec.class, Measurement.Dnssec.UNKNOWN);
          var mx = cells.constant("mx", Measurement.Mx.class, Measurement.Mx.UNKNOWN);
          return out ->
              out.text(name)
                  .time(measuredAt)
                  .text(method)
                  .text(usage.name())
                  .text(tls.name())
                  .text(dnssec.name())
                  .text(mx.name());
        });
    sql.lock(LOCK + 1);
    known = batches.find(BatchKind.MEASUREMENTS, content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    UUID id = Ids.next();
    long accepted = sql.update(KEEP_MEASUREMENTS, id);
    return new Taken<>(
        settle(id, BatchKind.MEASUREMENTS, "staged_measurement", content, accepted, now), false);
  }

  private void stage(
      Content content,
      @Nullable String mediaType,
      String target,
      int cells,
      Set<String> columns,
      Set<String> required,
      Check check)
      throws IOException {
    try (InputStream text = content.text(mediaType, uploads.bounds())) {
      sql.copy(
          target,
          copy ->
              RowReader.read(
                  new Lines(text),
                  columns,
                  required,
                  new RowReader.Sink() {
                    @Override
                    public void row(long line, String raw, Cells row) throws IOException {
                      try {
                        Consumer<CopyRows> write = check.of(row);
                        write.accept(copy.number(line).text(null).text(null).text(raw));
                        end(copy);
                      } catch (Unfit unfit) {
                        unreadable(line, raw, unfit.reason(), unfit.detail());
                      }
                    }

                    @Override
                    public void unreadable(
                        long line, String raw, RejectionReason reason, String detail)
                        throws IOException {
                      copy.number(line).text(reason.name()).text(detail).text(raw);
                      for (int i = 0; i < cells; i++) {
                        copy.text(null);
                      }
                      end(copy);
                    }
                  }));
    }
  }

  private static void end(CopyRows copy) throws IOException {
    try {
      copy.end();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private RegisterBatch settle(
      UUID id, BatchKind kind, String staged, Content content, long accepted, Instant now) {
    long read = sql.number("SELECT count(*) FROM " + staged);
    long rejected =
        sql.update(
            "INSERT INTO register_rejection (batch_id, line, reason, detail, raw)"
                + " SELECT ?, line, reason, detail, raw FROM "
                + staged
                + " WHERE reason IS NOT NULL",
            id);
    Map<RejectionReason, Long> byReason = new TreeMap<>();
    sql.list(
            "SELECT reason, count(*) AS rows FROM "
                + staged
                + " WHERE reason IS NOT NULL GROUP BY reason",
            row -> Map.entry(row.constant("reason", RejectionReason.class), row.number("rows")))
        .forEach(entry -> byReason.put(entry.getKey(), entry.getValue()));
    RegisterBatch batch =
        new RegisterBatch(
            id,
            kind,
            content.sha256(),
            content.bytes(),
            now,
            caller.name(),
            new RegisterBatch.Rows(read, accepted, read - accepted - rejected, rejected, byReason));
    batches.insert(batch);
    Map<String, Object> summary =
        Map.of("kind", kind, "sha256", batch.sha256(), "rows", batch.rows());
    audit.record(RegisterAction.REGISTER_BATCH_ACCEPTED, "register-batch/" + id, summary);
    outbox.publish(RegisterAction.REGISTER_BATCH_ACCEPTED, "register-batch/" + id, summary);
    return batch;
  }

  private static final String STAGED_EVENTS =
      """
      CREATE TEMP TABLE staged_event (
        line bigint NOT NULL, reason text, detail text, raw text, event_id text, type text, name text, roid text, registrar integer,
        other_registrar integer, occurred_at timestamptz, years integer, note text, premium boolean, price numeric, currency text)
      ON COMMIT DROP
      """;

  private static final String REJECT_UNKNOWN_REGISTRAR =
      """
      UPDATE staged_event s SET reason = 'UNKNOWN_REGISTRAR', detail = 'No deposit names a registrar of the event.'
      WHERE s.reason IS NULL
        AND (NOT EXISTS (SELECT 1 FROM registrar r WHERE r.iana_id = s.registrar)
             OR (s.other_registrar IS NOT NULL AND NOT EXISTS (SELECT 1 FROM registrar r WHERE r.iana_id = s.other_registrar)))
      """;

  /** A delete within five days of the creation is one within the add grace period. */
  private static final String GRACE_DELETES =
      """
      UPDATE staged_event s SET type = 'AGP_DELETE'
      FROM (SELECT roid, created_at FROM registration
            UNION SELECT roid, occurred_at FROM register_event WHERE type = 'CREATE'
            UNION SELECT roid, occurred_at FROM staged_event WHERE type = 'CREATE' AND reason IS NULL) c
      WHERE s.reason IS NULL AND s.type = 'DELETE' AND c.roid = s.roid AND s.occurred_at < c.created_at + interval '5 days'
      """;

  private static final String KEEP_EVENTS =
      """
      INSERT INTO register_event (event_id, batch_id, line, type, name, roid, tld, registrar, other_registrar, occurred_at, years, detail,
                                  premium, price, currency)
      SELECT DISTINCT ON (event_id) event_id, ?, line, type, name, roid, substr(name, strpos(name, '.') + 1), registrar, other_registrar,
             occurred_at, years, note, premium, price, currency
      FROM staged_event WHERE reason IS NULL ORDER BY event_id, line
      ON CONFLICT (event_id) DO NOTHING
      """;

  /**
   * What a deposit has shown already is no second event: a creation or the end of the same
   * lifetime, or the same kind of thing between that deposit and the one before it.
   */
  private static final String RECORD_EVENTS =
      """
      INSERT INTO registration_event (type, name, roid, registrar, other_registrar, occurred_at, years, detail, recorded_at, event_id)
      SELECT e.type, e.name, e.roid, e.registrar, e.other_registrar, e.occurred_at, e.years, e.detail, p.now, e.event_id
      FROM (SELECT ?::timestamptz AS now, ?::uuid AS batch) p
      JOIN register_event e ON e.batch_id = p.batch
      WHERE NOT EXISTS (
        SELECT 1 FROM registration_event shown JOIN deposit d ON d.id = shown.deposit_id
        WHERE shown.roid = e.roid
          AND (shown.type = e.type OR (shown.type IN ('DELETE', 'AGP_DELETE') AND e.type IN ('DELETE', 'AGP_DELETE')))
          AND (e.type IN ('CREATE', 'DELETE', 'AGP_DELETE')
               OR (e.occurred_at < d.watermark
                   AND e.occurred_at >= (SELECT coalesce(max(before.watermark), '-infinity') FROM deposit before
                                         WHERE before.tld = d.tld AND before.watermark < d.watermark))))
      ORDER BY e.occurred_at, e.event_id
      """;

  private static final String STAGED_MEASUREMENTS =
      """
      CREATE TEMP TABLE staged_measurement (
        line bigint NOT NULL, reason text, detail text, raw text, name text, measured_at timestamptz, method text, usage text, tls text,
        dnssec text, mx text) ON COMMIT DROP
      """;

  private static final String KEEP_MEASUREMENTS =
      """
      INSERT INTO measurement (name, measured_at, method, usage, tls, dnssec, mx, batch_id, line)
      SELECT DISTINCT ON (name, measured_at, method) name, measured_at, method, usage, tls, dnssec, mx, ?, line
      FROM staged_measurement WHERE reason IS NULL ORDER BY name, measured_at, method, line
      ON CONFLICT (name, measured_at, method) DO NOTHING
      """;
}

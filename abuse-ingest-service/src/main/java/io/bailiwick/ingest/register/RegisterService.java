package io.bailiwick.ingest.register;

import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Day;
import io.bailiwick.ingest.register.EventReconciliation.Count;
import io.bailiwick.ingest.register.EventReconciliation.Difference;
import io.bailiwick.ingest.register.EventReconciliation.Side;
import io.bailiwick.ingest.register.EventReconciliation.Zone;
import io.bailiwick.ingest.registration.RegistrationEvent;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Receiving batches, looking at them, and events beside deposits. */
@ApplicationScoped
class RegisterService {
  private static final Duration LONGEST_KNOWN = Duration.ofDays(30);

  private final Sql sql;
  private final RegisterRepository batches;
  private final RegisterIntake intake;
  private final Uploads uploads;

  @Inject
  RegisterService(Sql sql, RegisterRepository batches, RegisterIntake intake, Uploads uploads) {
    this.sql = sql;
    this.batches = batches;
    this.intake = intake;
    this.uploads = uploads;
  }

  Taken<RegisterBatch> receiveEvents(@Nullable String mediaType, @Nullable InputStream body) {
    return uploads.receive(body, content -> intake.takeEvents(content, text(mediaType)));
  }

  Taken<RegisterBatch> receiveMeasurements(@Nullable String mediaType, @Nullable InputStream body) {
    return uploads.receive(body, content -> intake.takeMeasurements(content, text(mediaType)));
  }

  /** NDJSON is text. */
  private static @Nullable String text(@Nullable String mediaType) {
    return mediaType != null && mediaType.startsWith("application/x-ndjson")
        ? "text/plain"
        : mediaType;
  }

  /** Newest first, for each name and kind the first one that knows. */
  @Transactional
  List<KnownOfName> known(List<String> names, @Nullable Instant at, @Nullable Instant since) {
    if (at == null) {
      throw ProblemException.invalid("Of which instant?", new Violation("at", "is an instant"));
    }
    Instant from = since == null ? at.minus(LONGEST_KNOWN) : since;
    return names.stream().distinct().map(name -> batches.known(name, from, at)).toList();
  }

  RegisterBatch get(UUID id) {
    return batches.find(id).orElseThrow(() -> ProblemException.notFound("batch"));
  }

  Page<RegisterBatch> list(@Nullable BatchKind kind, PageRequest request) {
    return Page.of(
        request,
        RegisterBatch.class,
        (after, limit) -> batches.list(kind, Cursor.id(after), limit),
        batch -> Cursor.key(batch.id()));
  }

  Page<RegisterRejection> rejections(UUID batch, PageRequest request) {
    get(batch);
    return Page.of(
        request,
        RegisterRejection.class,
        (after, limit) ->
            batches.rejections(batch, after == null ? 0 : Cursor.number(after), limit),
        rejection -> Cursor.key(rejection.line()));
  }

  /** Two deposits in a row of a zone. */
  private record Span(UUID deposit, Instant from, Instant until) {}

  @Transactional
  EventReconciliation reconcile(@Nullable Day day) {
    if (day == null) {
      throw ProblemException.invalid(
          "Which day?", new Violation("day", "is a day, for example 2026-03-02"));
    }
    List<Zone> zones = uploads.zones().stream().map(tld -> reconcile(tld, day)).toList();
    boolean agrees =
        zones.stream().allMatch(zone -> zone.from() != null && zone.differences().isEmpty());
    return new EventReconciliation(day.value(), agrees, zones);
  }

  private Zone reconcile(String tld, Day day) {
    Span span =
        sql.first(
                """
                SELECT d.id, b.watermark AS before, d.watermark
                FROM evidence_day e JOIN deposit d ON d.id = e.deposit_id
                JOIN deposit b ON b.tld = d.tld AND b.watermark < d.watermark
                WHERE e.day = ? AND e.tld = ? ORDER BY b.watermark DESC LIMIT 1
                """,
                row -> new Span(row.id("id"), row.time("before"), row.time("watermark")),
                day.value(),
                tld)
            .orElse(null);
    if (span == null) {
      return new Zone(tld, null, null, List.of(), List.of());
    }
    List<Count> counts =
        sql.list(
            TOLD
                + """
                SELECT type, count(*) FILTER (WHERE streamed) AS streamed, count(*) FILTER (WHERE NOT streamed) AS shown
                FROM told GROUP BY type ORDER BY type
                """,
            row ->
                new Count(
                    row.constant("type", RegistrationEvent.Type.class),
                    row.number("streamed"),
                    row.number("shown")),
            parameters(tld, span));
    List<Difference> differences =
        sql.list(
            TOLD
                + """
                SELECT type, min(name) AS name, roid, bool_and(streamed) AS streamed FROM told
                GROUP BY type, roid HAVING bool_and(streamed) OR bool_and(NOT streamed) ORDER BY type, name, roid LIMIT 1000
                """,
            row ->
                new Difference(
                    row.flag("streamed") ? Side.STREAMED_ONLY : Side.SHOWN_ONLY,
                    row.constant("type", RegistrationEvent.Type.class),
                    row.text("name"),
                    row.text("roid")),
            parameters(tld, span));
    return new Zone(tld, span.from(), span.until(), counts, differences);
  }

  private static @Nullable Object[] parameters(String tld, Span span) {
    return new @Nullable Object[] {tld, span.from(), span.until(), span.deposit(), span.deposit()};
  }

  private static final String TOLD =
      """
      WITH told AS (
        SELECT CASE type WHEN 'AGP_DELETE' THEN 'DELETE' ELSE type END AS type, name, roid, true AS streamed FROM register_event
        WHERE tld = ? AND occurred_at >= ? AND occurred_at < ?
        UNION ALL
        SELECT CASE type WHEN 'AGP_DELETE' THEN 'DELETE' ELSE type END, name, roid, false FROM registration_event WHERE deposit_id = ?
        UNION ALL
        SELECT CASE type WHEN 'AGP_DELETE' THEN 'DELETE' ELSE type END, name, roid, false FROM registration_event_repeat WHERE deposit_id = ?)
      """;
}

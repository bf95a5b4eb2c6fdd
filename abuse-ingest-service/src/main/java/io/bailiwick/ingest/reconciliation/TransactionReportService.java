package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes transactions reports in, and looks at them. */
@ApplicationScoped
class TransactionReportService {

  /** Key of the advisory lock of reports: "txreport" in ASCII. One after the other. */
  private static final long LOCK = 0x74787265706f7274L;

  /** As Specification 3 names the file, and as ICANN publishes it: {@code -en} before the end. */
  private static final Pattern FILE_NAME =
      Pattern.compile(
          "([a-z0-9-]{1,63})-transactions-(\\d{4})(\\d{2})(?:-[a-z]{2})?\\.csv(?:\\.gz)?");

  private final Sql sql;
  private final TransactionReportRepository reports;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  TransactionReportService(
      Sql sql,
      TransactionReportRepository reports,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.sql = sql;
    this.reports = reports;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** Of which zone and month a report speaks. */
  record Scope(String tld, Month month) {

    /** From what the caller says, the file's name, or both where they agree. */
    static Scope of(@Nullable String tld, @Nullable Month month, @Nullable String fileName) {
      Scope named = fileName == null ? null : named(fileName);
      String zone = tld == null ? (named == null ? null : named.tld) : tld.toLowerCase(Locale.ROOT);
      Month of = month == null && named != null ? named.month : month;
      if (zone == null || of == null) {
        throw ProblemException.invalid(
            "Of which zone and month does the report speak?",
            new Violation(zone == null ? "tld" : "month", "is given, or stands in fileName"));
      }
      if (named != null && !(named.tld.equals(zone) && named.month.equals(of))) {
        throw ProblemException.invalid(
            "The name of the file speaks of another zone or month.",
            new Violation("fileName", "agrees with tld and month"));
      }
      return new Scope(zone, of);
    }

    private static Scope named(String fileName) {
      Matcher name = FILE_NAME.matcher(fileName.strip().toLowerCase(Locale.ROOT));
      if (!name.matches()) {
        throw wrongName();
      }
      try {
        return new Scope(name.group(1), Month.fromString(name.group(2) + "-" + name.group(3)));
      } catch (IllegalArgumentException e) {
        throw wrongName();
      }
    }

    private static ProblemException wrongName() {
      return ProblemException.invalid(
          "The name of the file says neither zone nor month.",
          new Violation("fileName", "is like org-transactions-202603.csv"));
    }
  }

  Taken<TransactionReport> receive(
      @Nullable String tld,
      @Nullable Month month,
      @Nullable String fileName,
      @Nullable String mediaType,
      @Nullable InputStream body) {
    Scope scope = Scope.of(tld, month, fileName);
    if (!uploads.zones().contains(scope.tld())) {
      throw ProblemException.invalid(
          "That is not a zone of this registry.", new Violation("tld", "is one of its zones"));
    }
    if (scope.month().end().isAfter(clock.instant())) {
      throw ProblemException.invalid(
          "The report speaks of a month that has not ended.",
          new Violation("month", "lies in the past"));
    }
    return uploads.receive(body, content -> take(scope, content, mediaType));
  }

  @Transactional(rollbackOn = IOException.class)
  Taken<TransactionReport> take(Scope scope, Content content, @Nullable String mediaType)
      throws IOException {
    List<TransactionReportReader.Row> rows;
    try (InputStream text = content.text(mediaType, uploads.bounds())) {
      rows = new TransactionReportReader(scope.tld()).read(text);
    }
    sql.lock(LOCK);
    var known = reports.find(scope.tld(), scope.month(), content.sha256());
    if (known.isPresent()) {
      return new Taken<>(known.get(), true);
    }
    UUID earlier =
        reports.standing(scope.tld(), scope.month()).map(TransactionReport::id).orElse(null);
    TransactionReport report =
        new TransactionReport(
            Ids.next(),
            scope.tld(),
            scope.month(),
            content.sha256(),
            content.bytes(),
            rows.size(),
            clock.instant(),
            caller.name(),
            earlier,
            null);
    reports.insert(report, rows);
    String subject = "transaction-report/" + report.id();
    Map<String, Object> summary =
        Map.of(
            "tld", report.tld(),
            "month", report.month(),
            "sha256", report.sha256(),
            "registrars", report.registrars(),
            "supersedes", earlier == null ? "" : earlier.toString());
    audit.record(ReconciliationAction.TRANSACTION_REPORT_ACCEPTED, subject, summary);
    outbox.publish(ReconciliationAction.TRANSACTION_REPORT_ACCEPTED, subject, summary);
    return new Taken<>(report, false);
  }

  TransactionReport get(UUID id) {
    return reports.find(id).orElseThrow(() -> ProblemException.notFound("transaction report"));
  }

  Page<TransactionReport> list(@Nullable String tld, @Nullable Month month, PageRequest request) {
    return Page.of(
        request,
        TransactionReport.class,
        (after, limit) -> reports.list(tld, month, Cursor.id(after), limit),
        report -> Cursor.key(report.id()));
  }

  Page<TransactionReportRow> rows(UUID report, PageRequest request) {
    get(report);
    return Page.of(
        request,
        TransactionReportRow.class,
        (after, limit) -> reports.rows(report, after == null ? 0 : Cursor.number(after), limit),
        row -> Cursor.key(row.registrar()));
  }
}

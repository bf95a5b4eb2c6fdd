package io.bailiwick.qpi.series;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.kpi.QuantityName;
import io.bailiwick.qpi.upload.Cells;
import io.bailiwick.qpi.upload.Rejection;
import io.bailiwick.qpi.upload.RejectionReason;
import io.bailiwick.qpi.upload.UploadedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes series in, and shows them. */
@ApplicationScoped
class SeriesService {

  private static final String MONTH = "month";
  private static final String REGISTRAR = "registrar";
  private static final String NUMERATOR = "numerator";
  private static final String DENOMINATOR = "denominator";
  private static final Pattern NAME = Pattern.compile(QuantityName.SERIES);

  private final SeriesRepository series;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  SeriesService(SeriesRepository series, BusinessClock clock, Caller caller, AuditTrail audit) {
    this.series = series;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /** What came of an upload: made is false when the newest import holds the same bytes. */
  record Answer(boolean made, SeriesImportView imported) {}

  @Transactional
  Answer take(@Nullable String name, @Nullable String mediaType, @Nullable InputStream body) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "Of which series is that?",
          new Violation("series", "is 2 to 40 small letters, digits and hyphens"));
    }
    UploadedTable table =
        UploadedTable.read(
            body,
            mediaType,
            Set.of(MONTH, REGISTRAR, NUMERATOR, DENOMINATOR),
            Set.of(MONTH, REGISTRAR, NUMERATOR));
    series.lock(name);
    Optional<SeriesImportView> before = series.latest(name);
    if (before.isPresent() && before.get().sha256().equals(table.sha256())) {
      return new Answer(false, before.get());
    }
    List<PointView> points = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>(table.rejections());
    accept(table.rows(), points, rejections);
    rejections.sort(Comparator.comparingLong(Rejection::line));
    SeriesImportView made =
        new SeriesImportView(
            Ids.next(),
            name,
            before.map(earlier -> earlier.version() + 1).orElse(1),
            before.map(SeriesImportView::id).orElse(null),
            table.sha256(),
            points.size() + rejections.size(),
            points.size(),
            rejections.size(),
            clock.instant(),
            caller.name());
    try {
      series.add(made, points, rejections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    audit.record(QpiAction.SERIES_IMPORTED, "series/" + name, CanonicalJson.map(made));
    return new Answer(true, made);
  }

  private void accept(
      List<UploadedTable.Row> rows, List<PointView> points, List<Rejection> rejections) {
    Instant now = clock.instant();
    Set<String> seen = new HashSet<>();
    for (UploadedTable.Row row : rows) {
      Optional<Month> month = Cells.month(row.cell(MONTH));
      Optional<RegistrarId> registrar = Cells.registrar(row.cell(REGISTRAR));
      Optional<BigDecimal> numerator = Cells.number(row.cell(NUMERATOR));
      Optional<BigDecimal> denominator = Cells.number(row.cell(DENOMINATOR));
      if (row.cell(MONTH) == null || row.cell(REGISTRAR) == null || row.cell(NUMERATOR) == null) {
        rejections.add(
            new Rejection(
                row.line(), RejectionReason.MISSING, "has no month, registrar or numerator"));
      } else if (month.isEmpty()) {
        rejections.add(
            new Rejection(row.line(), RejectionReason.INVALID, "month is written yyyy-MM"));
      } else if (registrar.isEmpty()) {
        rejections.add(
            new Rejection(row.line(), RejectionReason.INVALID, "registrar is an IANA ID"));
      } else if (numerator.isEmpty() || (row.cell(DENOMINATOR) != null && denominator.isEmpty())) {
        rejections.add(
            new Rejection(
                row.line(),
                RejectionReason.INVALID,
                "numerator and denominator are 0 or more, with at most 15 digits and 6 decimals"));
      } else if (now.isBefore(month.get().end())) {
        rejections.add(
            new Rejection(
                row.line(), RejectionReason.MONTH_NOT_OVER, month.get() + " is not over"));
      } else if (!seen.add(Cursor.key(month.get(), registrar.get()))) {
        rejections.add(
            new Rejection(
                row.line(),
                RejectionReason.DUPLICATE,
                "an earlier row has this month and registrar"));
      } else {
        points.add(
            new PointView(month.get(), registrar.get(), numerator.get(), denominator.orElse(null)));
      }
    }
  }

  /** Imports speak of all registrars, so that a registrar's token sees none. */
  @Transactional
  Page<SeriesImportView> list(@Nullable String name, PageRequest request) {
    boolean all = caller.scope().isAll();
    return Page.of(
        request,
        SeriesImportView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "0") : Cursor.parts(after, 2);
          return all ? series.page(name, key.get(0), Cursor.number(key.get(1)), limit) : List.of();
        },
        view -> Cursor.key(view.series(), view.version()));
  }

  @Transactional
  SeriesImportView get(UUID id) {
    if (!caller.scope().isAll()) {
      throw ProblemException.notFound("import");
    }
    return series.find(id).orElseThrow(() -> ProblemException.notFound("import"));
  }

  @Transactional
  Page<PointView> points(UUID id, PageRequest request) {
    get(id);
    return Page.of(
        request,
        PointView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("", "0") : Cursor.parts(after, 2);
          return series.points(id, key.get(0), Cursor.number(key.get(1)), limit);
        },
        view -> Cursor.key(view.month(), view.registrar()));
  }

  @Transactional
  Page<Rejection> rejections(UUID id, PageRequest request) {
    get(id);
    return Page.of(
        request,
        Rejection.class,
        (after, limit) -> series.rejections(id, after == null ? 0 : Cursor.number(after), limit),
        view -> Cursor.key(view.line()));
  }
}

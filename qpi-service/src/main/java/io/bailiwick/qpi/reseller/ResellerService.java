package io.bailiwick.qpi.reseller;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.QpiAction;
import io.bailiwick.qpi.evaluation.QpiIndexPolicy;
import io.bailiwick.qpi.index.AbuseReadings;
import io.bailiwick.qpi.index.AbuseVeto;
import io.bailiwick.qpi.index.IndexDefinition;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.History;
import io.bailiwick.qpi.kpi.Measurements;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes portfolios of resellers in, computes their indexes, and shows both to their registrar. */
@ApplicationScoped
class ResellerService {

  private static final String RESELLER = "reseller";
  private static final String QUANTITY = "quantity";
  private static final String VALUE = "value";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_RESELLERS = 5_000;

  private final ResellerRepository resellers;
  private final Policies policies;
  private final QpiIndexPolicy kind;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;

  @Inject
  ResellerService(
      ResellerRepository resellers,
      Policies policies,
      QpiIndexPolicy kind,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit) {
    this.resellers = resellers;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
  }

  /** What came of an upload: made is false where the newest one holds the same bytes. */
  record Answer(boolean made, ResellerPortfolioView portfolio) {}

  @Transactional
  Answer take(
      @Nullable RegistrarId registrar,
      @Nullable Month month,
      @Nullable String mediaType,
      @Nullable InputStream body) {
    if (registrar != null) {
      // Before anything else, so that another's registrar is answered like one that is not there.
      caller.scope().require(registrar, "registrar");
    }
    if (registrar == null || month == null) {
      throw ProblemException.invalid(
          "Of which registrar and month is that?",
          new Violation(registrar == null ? "registrar" : "month", "is given"));
    }
    if (clock.instant().isBefore(month.end())) {
      throw ProblemException.conflict(
          "The month " + month + " is not over.",
          List.of("Upload it from " + month.end() + " on."));
    }
    Set<String> columns = Set.of(RESELLER, QUANTITY, VALUE);
    UploadedTable table = UploadedTable.read(body, mediaType, columns, columns);
    resellers.lock(registrar);
    PolicyVersion<IndexDefinition> policy = policies.use(kind, month.firstDay());
    Optional<ResellerPortfolioView> before = resellers.latest(registrar, month);
    if (before.isPresent()
        && before.get().sha256().equals(table.sha256())
        && before.get().policyId().equals(policy.id())) {
      return new Answer(false, before.get());
    }
    List<ResellerRow> rows = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>(table.rejections());
    accept(table.rows(), rows, rejections);
    rejections.sort(Comparator.comparingLong(Rejection::line));
    SortedSet<String> names = new TreeSet<>();
    rows.forEach(row -> names.add(row.reseller()));
    ResellerPortfolioView made =
        new ResellerPortfolioView(
            Ids.next(),
            registrar,
            month,
            before.map(earlier -> earlier.version() + 1).orElse(1),
            before.map(ResellerPortfolioView::id).orElse(null),
            table.sha256(),
            rows.size() + rejections.size(),
            rows.size(),
            rejections.size(),
            names.size(),
            policy.id(),
            policy.version(),
            clock.instant(),
            caller.name());
    try {
      resellers.add(
          made, rows, results(registrar, month, policy.document(), names, rows), rejections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    audit.record(
        QpiAction.RESELLERS_IMPORTED, "reseller-portfolio/" + made.id(), CanonicalJson.map(made));
    return new Answer(true, made);
  }

  private static void accept(
      List<UploadedTable.Row> table, List<ResellerRow> rows, List<Rejection> rejections) {
    Set<String> seen = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (UploadedTable.Row row : table) {
      String reseller = row.cell(RESELLER);
      String quantity = row.cell(QUANTITY);
      String value = row.cell(VALUE);
      if (reseller == null || quantity == null || value == null) {
        rejections.add(
            new Rejection(
                row.line(), RejectionReason.MISSING, "has no reseller, quantity or value"));
        continue;
      }
      Optional<ResellerRow> read = row(reseller, quantity, value);
      if (!NAME.matcher(reseller).matches()) {
        rejections.add(
            new Rejection(
                row.line(),
                RejectionReason.INVALID,
                "reseller is 1 to 64 letters, digits, dots, hyphens and underscores"));
      } else if (read.isEmpty()) {
        rejections.add(new Rejection(row.line(), RejectionReason.INVALID, fault(quantity)));
      } else if (!seen.add(Cursor.key(reseller, quantity))) {
        rejections.add(
            new Rejection(
                row.line(),
                RejectionReason.DUPLICATE,
                "an earlier row has this reseller and quantity"));
      } else {
        names.add(reseller);
        if (names.size() > MOST_RESELLERS) {
          throw ProblemException.tooLarge(
              "An upload has at most " + MOST_RESELLERS + " resellers.");
        }
        rows.add(read.get());
      }
    }
  }

  private static Optional<ResellerRow> row(String reseller, String quantity, String value) {
    if (quantity.equals(ResellerRow.ABUSE_GATE)) {
      return switch (value) {
        case "CLEAR" -> Optional.of(new ResellerRow(reseller, quantity, null, true));
        case "VETOED" -> Optional.of(new ResellerRow(reseller, quantity, null, false));
        default -> Optional.empty();
      };
    }
    return QuantityName.isKnown(quantity)
        ? Cells.number(value).map(number -> new ResellerRow(reseller, quantity, number, null))
        : Optional.empty();
  }

  private static String fault(String quantity) {
    if (quantity.equals(ResellerRow.ABUSE_GATE)) {
      return "the value of ABUSE_GATE is CLEAR or VETOED";
    }
    return QuantityName.isKnown(quantity)
        ? "value is 0 or more, with at most 15 digits and 6 decimals"
        : "quantity is not one of an indicator";
  }

  /** The same definition and the same code as for registrars. */
  private List<ResellerResultView> results(
      RegistrarId registrar,
      Month month,
      IndexDefinition definition,
      SortedSet<String> names,
      List<ResellerRow> rows) {
    List<Map<String, Measurements>> months = new ArrayList<>();
    months.add(measurements(rows));
    for (int i = 1; i < definition.window(); i++) {
      months.add(measurements(resellers.standing(registrar, month.minus(i))));
    }
    Map<String, AbuseVeto> abuse = new HashMap<>();
    for (ResellerRow row : rows) {
      Boolean clear = row.abuse();
      if (clear != null) {
        abuse.put(row.reseller(), clear ? AbuseVeto.CLEAR : AbuseVeto.VETOED);
      }
    }
    List<ResellerResultView> results = new ArrayList<>();
    for (String name : names) {
      List<History.Month> history = new ArrayList<>();
      for (int i = 0; i < months.size(); i++) {
        history.add(
            new History.Month(
                month.minus(i).toString(), months.get(i).getOrDefault(name, new Measurements())));
      }
      results.add(
          ResellerResultView.of(
              name,
              definition.assess(
                  new History(history),
                  AbuseReadings.statedAs(abuse.getOrDefault(name, AbuseVeto.UNKNOWN)))));
    }
    return results;
  }

  private static Map<String, Measurements> measurements(List<ResellerRow> rows) {
    Map<String, Measurements> measurements = new HashMap<>();
    for (ResellerRow row : rows) {
      BigDecimal value = row.value();
      if (value != null) {
        measurements
            .computeIfAbsent(row.reseller(), name -> new Measurements())
            .know(row.quantity(), Fraction.of(value));
      }
    }
    return measurements;
  }

  @Transactional
  Page<ResellerPortfolioView> list(PageRequest request) {
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        ResellerPortfolioView.class,
        (after, limit) -> {
          List<String> key = after == null ? List.of("0", "", "0") : Cursor.parts(after, 3);
          return resellers.page(
              scope, Cursor.number(key.get(0)), key.get(1), Cursor.number(key.get(2)), limit);
        },
        view -> Cursor.key(view.registrar(), view.month(), view.version()));
  }

  @Transactional
  ResellerPortfolioView get(UUID id) {
    return resellers
        .find(id)
        .filter(found -> caller.scope().includes(found.registrar()))
        .orElseThrow(() -> ProblemException.notFound("portfolio of resellers"));
  }

  @Transactional
  Page<ResellerResultView> results(UUID id, PageRequest request) {
    get(id);
    return Page.of(
        request,
        ResellerResultView.class,
        (after, limit) -> resellers.results(id, after == null ? "" : after, limit),
        ResellerResultView::reseller);
  }

  @Transactional
  Page<Rejection> rejections(UUID id, PageRequest request) {
    get(id);
    return Page.of(
        request,
        Rejection.class,
        (after, limit) -> resellers.rejections(id, after == null ? 0 : Cursor.number(after), limit),
        view -> Cursor.key(view.line()));
  }
}

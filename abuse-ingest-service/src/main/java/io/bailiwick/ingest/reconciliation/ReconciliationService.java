package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.reconciliation.Reconciliation.Cause;
import io.bailiwick.ingest.reconciliation.Reconciliation.Compared;
import io.bailiwick.ingest.reconciliation.Reconciliation.Reason;
import io.bailiwick.ingest.reconciliation.Reconciliation.Zone;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares our counts of a month with the reports that stand. */
@ApplicationScoped
class ReconciliationService {
  private final ReconciliationRepository counts;
  private final TransactionReportRepository reports;
  private final Uploads uploads;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  ReconciliationService(
      ReconciliationRepository counts,
      TransactionReportRepository reports,
      Uploads uploads,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      Outbox outbox) {
    this.counts = counts;
    this.reports = reports;
    this.uploads = uploads;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Transactional
  Reconciliation reconcile(Month month) {
    List<Zone> zones = uploads.zones().stream().map(tld -> reconcile(tld, month)).toList();
    ReconciliationState state =
        zones.stream()
            .map(Zone::state)
            .max(Comparator.naturalOrder())
            .orElse(ReconciliationState.WAITING);
    return new Reconciliation(month, state, state.blocks(), zones);
  }

  private Zone reconcile(String tld, Month month) {
    Reconciliation.Waiver waiver = counts.waiver(tld, month).orElse(null);
    TransactionReport report = reports.standing(tld, month).orElse(null);
    boolean shown = counts.showsEnd(tld, month);
    List<Reason> missing = new ArrayList<>();
    if (report == null) {
      missing.add(
          new Reason(
              Cause.REPORT_MISSING,
              null,
              "The transactions report of %s for %s has not come.".formatted(tld, month)));
    }
    if (!shown) {
      missing.add(
          new Reason(
              Cause.REGISTER_MISSING,
              null,
              "No deposit shows the names of %s at the end of %s.".formatted(tld, month)));
    }
    if (report == null) {
      boolean waived = waiver != null && shown;
      return new Zone(
          tld,
          waived ? ReconciliationState.WAIVED : ReconciliationState.WAITING,
          missing,
          null,
          waiver,
          List.of());
    }
    List<Compared> compared = compare(report, shown);
    List<Reason> differences = differences(compared);
    ReconciliationState state =
        !differences.isEmpty()
            ? ReconciliationState.DIFFERS
            : shown ? ReconciliationState.AGREES : ReconciliationState.WAITING;
    missing.addAll(differences);
    return new Zone(tld, state, missing, report.id(), waiver, compared);
  }

  /** What can be compared; of what our deposits do not tell, nothing is said. */
  private List<Compared> compare(TransactionReport report, boolean shown) {
    String tld = report.tld();
    Month month = report.month();
    UUID id = report.id();
    Map<RegistrarId, Long> total = reported(id, TransactionColumn.TOTAL_DOMAINS);
    Map<RegistrarId, Long> adds =
        counts.reported(id, TransactionColumn.NET_ADDS_1_YR, TransactionColumn.NET_ADDS_10_YR);
    Map<RegistrarId, Long> gained = reported(id, TransactionColumn.TRANSFER_GAINING_SUCCESSFUL);
    Map<RegistrarId, Long> lost = reported(id, TransactionColumn.TRANSFER_LOSING_SUCCESSFUL);
    Map<RegistrarId, Long> deletes = reported(id, TransactionColumn.DELETED_DOMAINS_NOGRACE);
    Map<RegistrarId, Map<Measure, Comparison>> rows = new TreeMap<>();
    Map<Measure, Comparison> whole = new EnumMap<>(Measure.class);
    if (shown) {
      compare(Measure.TOTAL_DOMAINS, counts.names(tld, month), total, rows, whole);
    }
    if (counts.covers(tld, month.start(), month.end())) {
      compare(Measure.NET_ADDS, counts.netAdds(tld, month), adds, rows, whole);
      compare(Measure.TRANSFERS_LOST, counts.lost(tld, month), lost, rows, whole);
      compare(Measure.DELETES, counts.deletes(tld, month), deletes, rows, whole);
      compare(
          Measure.GRACE_DELETES,
          counts.graceDeletes(tld, month),
          reported(id, TransactionColumn.DELETED_DOMAINS_GRACE),
          rows,
          whole);
    }
    if (counts.covers(tld, month.start().minus(ReconciliationRepository.GRACE), month.end())) {
      compare(Measure.TRANSFERS_GAINED, counts.gained(tld, month), gained, rows, whole);
    }
    TransactionReport before = reports.standing(tld, month.minus(1)).orElse(null);
    if (before != null) {
      Movements movements =
          new Movements(
              reported(before.id(), TransactionColumn.TOTAL_DOMAINS),
              adds,
              gained,
              lost,
              deletes,
              counts.inGrace(tld, month.start()),
              counts.inGrace(tld, month.end()));
      Map<RegistrarId, Long> expected = new TreeMap<>();
      movements.registrars().forEach(r -> expected.put(r, movements.expected(r)));
      compare(Measure.MOVEMENT, expected, total, rows, whole);
    }
    List<Compared> compared = new ArrayList<>();
    compared.add(new Compared(null, List.copyOf(whole.values())));
    rows.forEach((r, of) -> compared.add(new Compared(r, List.copyOf(of.values()))));
    return compared;
  }

  private Map<RegistrarId, Long> reported(UUID report, TransactionColumn column) {
    return counts.reported(report, column, column);
  }

  private static void compare(
      Measure measure,
      Map<RegistrarId, Long> counted,
      Map<RegistrarId, Long> reported,
      Map<RegistrarId, Map<Measure, Comparison>> rows,
      Map<Measure, Comparison> whole) {
    Set<RegistrarId> registrars = new TreeSet<>(counted.keySet());
    registrars.addAll(reported.keySet());
    for (RegistrarId registrar : registrars) {
      rows.computeIfAbsent(registrar, r -> new EnumMap<>(Measure.class))
          .put(
              measure,
              Comparison.of(
                  measure,
                  counted.getOrDefault(registrar, 0L),
                  reported.getOrDefault(registrar, 0L)));
    }
    whole.put(measure, Comparison.of(measure, sum(counted), sum(reported)));
  }

  private static long sum(Map<RegistrarId, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<Reason> differences(List<Compared> compared) {
    List<Reason> reasons = new ArrayList<>();
    for (Compared row : compared) {
      for (Comparison comparison : row.comparisons()) {
        Cause cause = comparison.agrees() ? null : cause(comparison.measure(), row.registrar());
        if (cause != null) {
          reasons.add(new Reason(cause, row.registrar(), sentence(row.registrar(), comparison)));
        }
      }
    }
    return reasons;
  }

  /** Null where the measure is shown only. */
  private static @Nullable Cause cause(Measure measure, @Nullable RegistrarId registrar) {
    return switch (measure) {
      case TOTAL_DOMAINS -> Cause.TOTAL_DOMAINS_DIFFER;
      case NET_ADDS -> Cause.NET_ADDS_DIFFER;
      case MOVEMENT -> registrar == null ? Cause.MOVEMENT_DIFFERS : null;
      case TRANSFERS_GAINED, TRANSFERS_LOST, DELETES, GRACE_DELETES -> null;
    };
  }

  private static String sentence(@Nullable RegistrarId registrar, Comparison comparison) {
    String what =
        switch (comparison.measure()) {
          case TOTAL_DOMAINS -> "names at the end of the month";
          case NET_ADDS -> "creates whose add grace period ended in the month";
          case MOVEMENT -> "names by the report before and the movements since";
          case TRANSFERS_GAINED -> "transfers in";
          case TRANSFERS_LOST -> "transfers out";
          case DELETES -> "deletes";
          case GRACE_DELETES -> "deletes within the add grace period";
        };
    return "%s: %,d %s, the report says %,d; a difference of up to %,d agrees."
        .formatted(
            registrar == null ? "All registrars" : "Registrar " + registrar,
            comparison.counted(),
            what,
            comparison.reported(),
            comparison.tolerance());
  }

  @Transactional
  Reconciliation waive(Month month, String zone, String reason) {
    String tld = zone.toLowerCase(Locale.ROOT);
    if (!uploads.zones().contains(tld)) {
      throw ProblemException.invalid(
          "That is not a zone of this registry.", new Violation("tld", "is one of its zones"));
    }
    if (!month.end().isBefore(clock.instant())) {
      throw ProblemException.conflict(
          "The month has not ended.", List.of("Wait for its end and its report."));
    }
    if (reports.standing(tld, month).isPresent()) {
      throw ProblemException.conflict(
          "The report of this month has come; there is nothing to waive.",
          List.of("Read the reconciliation of the month."));
    }
    if (!counts.insert(
        tld, month, new Reconciliation.Waiver(reason, caller.name(), clock.instant()))) {
      throw ProblemException.conflict("The report of this month is waived already.");
    }
    Map<String, Object> content = Map.of("tld", tld, "month", month, "reason", reason);
    String subject = "reconciliation/" + month;
    audit.record(ReconciliationAction.RECONCILIATION_WAIVED, subject, content);
    outbox.publish(ReconciliationAction.RECONCILIATION_WAIVED, subject, content);
    return reconcile(month);
  }
}

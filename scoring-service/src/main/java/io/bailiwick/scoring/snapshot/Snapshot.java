package io.bailiwick.scoring.snapshot;

import static java.util.Comparator.comparing;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.MonthTallies;
import io.bailiwick.scoring.ingest.MonthTallies.DomainTally;
import io.bailiwick.scoring.ingest.MonthTallies.FamilyTally;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Threat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that a month's scores are made from but the policy: what ingest said of the month and
 * of the twelve before it, and which of them were mature. Sorted, so that equal facts have equal
 * bytes. When it was taken is left out for the same reason.
 *
 * @param definition name and version of what is counted; another definition starts a new series
 * @param maturityDays days after its end from which a month counted as mature
 * @param months the scored month first
 */
public record Snapshot(String definition, Month month, int maturityDays, List<FrozenMonth> months) {

  /** Distinct domains per month over mean daily domains under management, first version. */
  public static final String DEFINITION = "flow-rate/1";

  /** One month as ingest told it. */
  public record FrozenMonth(
      Month month,
      List<LocalDate> missingDays,
      boolean mature,
      long unattributedDomains,
      List<RegistrarTally> registrars) {}

  /** Freezes the month and those before it. */
  public static Snapshot of(
      Month month, int maturityDays, Instant now, Function<Month, MonthTallies> tallies) {
    List<FrozenMonth> months = new ArrayList<>();
    for (int back = 0; back <= History.MONTHS_BEFORE; back++) {
      Month frozen = month.minus(back);
      boolean mature = !now.isBefore(frozen.matureAt(maturityDays));
      months.add(freeze(tallies.apply(frozen), mature));
    }
    return new Snapshot(DEFINITION, month, maturityDays, months);
  }

  private static FrozenMonth freeze(MonthTallies tallies, boolean mature) {
    return new FrozenMonth(
        tallies.month(),
        tallies.missingDays().stream().sorted().toList(),
        mature,
        tallies.unattributedDomains(),
        tallies.registrars().stream()
            .sorted(comparing(RegistrarTally::registrar))
            .map(Snapshot::sorted)
            .toList());
  }

  private static RegistrarTally sorted(RegistrarTally tally) {
    return new RegistrarTally(
        tally.registrar(),
        tally.name(),
        tally.kind(),
        tally.dumSum(),
        tally.creates(),
        tally.agpDeletes(),
        tally.tallies().stream()
            .sorted(
                comparing(DomainTally::threat)
                    .thenComparing(DomainTally::classification)
                    .thenComparing(DomainTally::minimumEvidence))
            .toList(),
        tally.families().stream()
            .sorted(comparing(FamilyTally::family).thenComparing(FamilyTally::minimumEvidence))
            .toList());
  }

  /** The month that is scored. */
  public FrozenMonth scored() {
    return months.getFirst();
  }

  /**
   * One registrar's months as the gates read them. In a month that does not know it, it had no
   * names.
   */
  public History history(RegistrarTally registrar, Evidence minimumEvidence) {
    return new History(
        registrar.kind(),
        months.stream().map(m -> tally(m, registrar.registrar(), minimumEvidence)).toList());
  }

  private static MonthTally tally(FrozenMonth month, RegistrarId id, Evidence minimum) {
    Optional<RegistrarTally> found =
        month.registrars().stream().filter(r -> r.registrar().equals(id)).findFirst();
    return new MonthTally(
        month.month().value(),
        month.missingDays(),
        month.mature(),
        found.map(r -> domains(r, Threat.TOTAL, Classification.MALICIOUS, minimum)).orElse(0L),
        found.map(r -> families(r, minimum)).orElse(0),
        found.map(RegistrarTally::dumSum).orElse(0L));
  }

  /** Distinct domains of a registrar with at least so much evidence; 0 where ingest has no row. */
  public static long domains(
      RegistrarTally tally, Threat threat, Classification classification, Evidence minimum) {
    return tally.tallies().stream()
        .filter(row -> row.threat() == threat)
        .filter(row -> row.classification() == classification)
        .filter(row -> row.minimumEvidence() == minimum)
        .mapToLong(DomainTally::domains)
        .sum();
  }

  private static int families(RegistrarTally tally, Evidence minimum) {
    return (int)
        tally.families().stream()
            .filter(row -> row.minimumEvidence() == minimum && row.domains() > 0)
            .map(FamilyTally::family)
            .distinct()
            .count();
  }
}

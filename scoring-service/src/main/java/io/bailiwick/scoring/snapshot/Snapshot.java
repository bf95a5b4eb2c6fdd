package io.bailiwick.scoring.snapshot;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Breakdown;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthQuality;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.ReconciliationState;
import io.bailiwick.scoring.gate.RegistrarKind;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.FeedMonth;
import io.bailiwick.scoring.ingest.MonthMeasures;
import io.bailiwick.scoring.ingest.MonthTallies;
import io.bailiwick.scoring.ingest.MonthTallies.ClusterTally;
import io.bailiwick.scoring.ingest.MonthTallies.DomainTally;
import io.bailiwick.scoring.ingest.MonthTallies.FamilyTally;
import io.bailiwick.scoring.ingest.MonthTallies.RegistrarTally;
import io.bailiwick.scoring.ingest.Reconciliation;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.ingest.ZoneMeasures;
import io.bailiwick.scoring.ingest.ZoneTallies;
import io.bailiwick.scoring.measure.MeasureFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a month's scores are made from but the policy: what ingest said of the month and
 * of the twelve before it, and which of them were mature; for the months that the rules look at
 * also the health of the feeds, how they stand beside the registry's reports, and the cohorts of
 * new registrations. Sorted, so that equal facts have equal bytes. When it was taken is left out
 * for the same reason.
 *
 * @param definition name and version of what is counted; another definition starts a new series
 * @param maturityDays days after its end from which a month counted as mature
 * @param months the scored month first
 * @param measures what the measures beside the scores are made from; null in snapshots from before
 *     there were any
 */
public record Snapshot(
    String definition,
    Month month,
    int maturityDays,
    List<FrozenMonth> months,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MeasureFacts measures) {

  /**
   * Distinct domains per month over mean daily domains under management. The second version adds
   * clusters, what each source family alone knows, feeds, reconciliations and cohorts; the third
   * what the measures beside the scores need, and counts nothing else otherwise.
   */
  public static final String DEFINITION = "flow-rate/3";

  /**
   * One month as ingest told it.
   *
   * @param quality null for a month that the rules only count
   */
  public record FrozenMonth(
      Month month,
      List<LocalDate> missingDays,
      boolean mature,
      long unattributedDomains,
      List<RegistrarTally> registrars,
      @Nullable Quality quality) {

    private FrozenMonth mature(boolean now) {
      return new FrozenMonth(month, missingDays, now, unattributedDomains, registrars, quality);
    }
  }

  /** What is known of a month's data, and what else is counted of it. */
  public record Quality(FeedMonth feeds, Reconciliation reconciliation, MonthMeasures measures) {}

  /** Who is asked; each method throws where there is no answer. */
  public interface Facts {
    MonthTallies tallies(Month month);

    FeedMonth feeds(Month month);

    Reconciliation reconciliation(Month month);

    ZoneTallies zoneTallies(Month month);

    ZoneMeasures zoneMeasures(Month month);
  }

  /**
   * Freezes the month and those before it.
   *
   * @param monthsJudged how many of them the rules look at, the month itself among them
   */
  public static Snapshot of(
      Month month, int maturityDays, int monthsJudged, Instant now, Facts facts) {
    List<FrozenMonth> months = new ArrayList<>();
    List<ZoneTallies> zones = new ArrayList<>();
    for (int back = 0; back <= History.MONTHS_BEFORE; back++) {
      Month frozen = month.minus(back);
      zones.add(facts.zoneTallies(frozen));
      boolean mature = !now.isBefore(frozen.matureAt(maturityDays));
      Quality quality =
          back < monthsJudged
              ? sorted(
                  new Quality(
                      facts.feeds(frozen),
                      facts.reconciliation(frozen),
                      FrozenMeasures.cohorts(zones.getLast())))
              : null;
      months.add(freeze(facts.tallies(frozen), mature, quality));
    }
    return new Snapshot(
        DEFINITION,
        month,
        maturityDays,
        months,
        FrozenMeasures.of(zones, facts.zoneMeasures(month), now));
  }

  private static FrozenMonth freeze(
      MonthTallies tallies, boolean mature, @Nullable Quality quality) {
    return new FrozenMonth(
        tallies.month(),
        tallies.missingDays().stream().sorted().toList(),
        mature,
        tallies.unattributedDomains(),
        tallies.registrars().stream()
            .sorted(comparing(RegistrarTally::registrar))
            .map(Snapshot::sorted)
            .toList(),
        quality);
  }

  private static Quality sorted(Quality quality) {
    return new Quality(
        new FeedMonth(
            quality.feeds().month(),
            quality.feeds().feeds().stream()
                .sorted(comparing(FeedMonth.OfFeed::feed))
                .map(Snapshot::sorted)
                .toList()),
        new Reconciliation(
            quality.reconciliation().month(),
            quality.reconciliation().state(),
            quality.reconciliation().zones().stream()
                .sorted(comparing(Reconciliation.Zone::tld))
                .toList()),
        new MonthMeasures(
            quality.measures().month(),
            quality.measures().cohortDays(),
            quality.measures().registrars().stream()
                .filter(registrar -> !registrar.cohort().isEmpty())
                .sorted(comparing(MonthMeasures.OfRegistrar::registrar))
                .map(
                    registrar ->
                        new MonthMeasures.OfRegistrar(
                            registrar.registrar(),
                            registrar.cohort().stream()
                                .sorted(comparing(MonthMeasures.Cohort::minimumEvidence))
                                .toList()))
                .toList()));
  }

  private static FeedMonth.OfFeed sorted(FeedMonth.OfFeed feed) {
    return new FeedMonth.OfFeed(
        feed.feed(),
        feed.family(),
        feed.healthyDays(),
        feed.unhealthyDays(),
        feed.notJudgedDays(),
        feed.epochs().stream()
            .sorted(
                comparing(FeedMonth.Epoch::from)
                    .thenComparing(FeedMonth.Epoch::until, nullsLast(naturalOrder())))
            .toList(),
        feed.muted());
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
            .toList(),
        tally.clusters().stream()
            .sorted(comparing(ClusterTally::cluster).thenComparing(ClusterTally::minimumEvidence))
            .toList());
  }

  /**
   * The same facts with another waiting time after the end of a month.
   *
   * @param days after its end from which a month counts as mature
   * @param asOf when the facts were frozen
   */
  public Snapshot seenBy(int days, Instant asOf) {
    return new Snapshot(
        definition,
        month,
        days,
        months.stream()
            .map(frozen -> frozen.mature(!asOf.isBefore(frozen.month().matureAt(days))))
            .toList(),
        measures);
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

  /**
   * The accredited registrars of the months that the rules look at.
   *
   * @param minimumEvidence of the policy
   */
  public Zone zone(Evidence minimumEvidence, ScoringPolicy policy) {
    return new Zone(
        months.stream()
            .limit(policy.monthsJudged())
            .map(month -> accredited(month, minimumEvidence))
            .toList(),
        policy.peers());
  }

  /**
   * The accredited registrars of the scored month, by IANA ID.
   *
   * @param minimumEvidence of the policy
   */
  public SortedMap<Integer, MonthTally> accredited(Evidence minimumEvidence) {
    return accredited(scored(), minimumEvidence);
  }

  private static SortedMap<Integer, MonthTally> accredited(FrozenMonth month, Evidence minimum) {
    SortedMap<Integer, MonthTally> registrars = new TreeMap<>();
    for (RegistrarTally registrar : month.registrars()) {
      if (registrar.kind() == RegistrarKind.ACCREDITED) {
        registrars.put(
            registrar.registrar().ianaId(), tally(month, Optional.of(registrar), minimum));
      }
    }
    return registrars;
  }

  private static MonthTally tally(FrozenMonth month, RegistrarId id, Evidence minimum) {
    return tally(
        month,
        month.registrars().stream().filter(r -> r.registrar().equals(id)).findFirst(),
        minimum);
  }

  private static MonthTally tally(
      FrozenMonth month, Optional<RegistrarTally> found, Evidence minimum) {
    Quality quality = month.quality();
    return new MonthTally(
        month.month().value(),
        month.missingDays(),
        month.mature(),
        found.map(r -> domains(r, Threat.TOTAL, Classification.MALICIOUS, minimum)).orElse(0L),
        found.map(r -> families(r, minimum)).orElse(0),
        found.map(RegistrarTally::dumSum).orElse(0L),
        found.map(r -> breakdown(r, minimum, quality)).orElse(Breakdown.NONE),
        quality == null ? MonthQuality.UNKNOWN : quality(quality));
  }

  private static Breakdown breakdown(
      RegistrarTally registrar, Evidence minimum, @Nullable Quality quality) {
    SortedMap<String, Long> onlyByFamily = new TreeMap<>();
    registrar.families().stream()
        .filter(row -> row.minimumEvidence() == minimum && row.domains() > 0)
        .forEach(row -> onlyByFamily.merge(row.family(), row.onlyByIt(), Long::sum));
    SortedMap<Long, Long> clusters = new TreeMap<>();
    registrar.clusters().stream()
        .filter(row -> row.minimumEvidence() == minimum && row.domains() > 0)
        .forEach(row -> clusters.merge(row.cluster(), row.domains(), Long::sum));
    long ofAllClasses = 0;
    for (Classification classification : Classification.values()) {
      if (classification != Classification.FALSE_POSITIVE) {
        ofAllClasses += domains(registrar, Threat.TOTAL, classification, minimum);
      }
    }
    return new Breakdown(
        onlyByFamily,
        clusters,
        ofAllClasses,
        domains(registrar, Threat.TOTAL, Classification.MALICIOUS, Evidence.VALIDATED),
        families(registrar, Evidence.VALIDATED),
        registrar.creates(),
        quality == null ? null : cohort(quality.measures(), registrar.registrar(), minimum));
  }

  private static long cohort(MonthMeasures measures, RegistrarId id, Evidence minimum) {
    return measures.registrars().stream()
        .filter(registrar -> registrar.registrar().equals(id))
        .flatMap(registrar -> registrar.cohort().stream())
        .filter(row -> row.minimumEvidence() == minimum)
        .mapToLong(MonthMeasures.Cohort::domains)
        .sum();
  }

  private static MonthQuality quality(Quality quality) {
    return new MonthQuality(
        quality.feeds().feeds().stream()
            .map(
                feed ->
                    new MonthQuality.FeedDays(
                        feed.feed(),
                        feed.healthyDays(),
                        feed.unhealthyDays(),
                        feed.epochs().stream().anyMatch(epoch -> epoch.until() == null),
                        feed.muted()))
            .toList(),
        quality.reconciliation().state(),
        quality.reconciliation().zones().stream()
            .filter(zone -> zone.state() == ReconciliationState.WAIVED)
            .map(Snapshot::waiver)
            .toList());
  }

  private static String waiver(Reconciliation.Zone zone) {
    Reconciliation.Waiver waiver = zone.waiver();
    return waiver == null ? zone.tld() : zone.tld() + ", " + waiver.reason();
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

package io.bailiwick.scoring.snapshot;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.MonthMeasures;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.ingest.ZoneMeasures;
import io.bailiwick.scoring.ingest.ZoneTallies;
import io.bailiwick.scoring.measure.Actor;
import io.bailiwick.scoring.measure.Clock;
import io.bailiwick.scoring.measure.MeasureFacts;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Freezes what measures are made from: sorted, and without what no measure reads. */
final class FrozenMeasures {

  private FrozenMeasures() {}

  /**
   * Freezes what ingest said.
   *
   * @param tallies of the measured month first, then of those before it
   */
  static MeasureFacts of(List<ZoneTallies> tallies, ZoneMeasures measures, Instant now) {
    return new MeasureFacts(
        tallies.getFirst().cohortDays(),
        measures.horizonHours(),
        IntStream.range(0, tallies.size())
            .mapToObj(back -> month(tallies.get(back), back == 0, now))
            .toList(),
        measures.registrars().stream()
            .sorted(
                comparing(ZoneMeasures.OfRegistrar::registrar)
                    .thenComparing(ZoneMeasures.OfRegistrar::tld))
            .map(FrozenMeasures::lives)
            .toList());
  }

  /**
   * The cohorts of a month as gates read them, of all zones and classes together. Where nobody
   * turned out malicious there is no row.
   */
  static MonthMeasures cohorts(ZoneTallies tallies) {
    Map<RegistrarId, Map<Evidence, Long>> cohorts = new TreeMap<>();
    for (ZoneTallies.OfRegistrar row : tallies.registrars()) {
      for (ZoneTallies.Cohort turned : row.cohort()) {
        if (turned.threat() == Threat.TOTAL) {
          Map<Evidence, Long> sums =
              cohorts.computeIfAbsent(row.registrar(), id -> new EnumMap<>(Evidence.class));
          sums.merge(Evidence.LISTED, turned.listed(), Long::sum);
          sums.merge(Evidence.CORROBORATED, turned.corroborated(), Long::sum);
          sums.merge(Evidence.VALIDATED, turned.validated(), Long::sum);
        }
      }
    }
    return new MonthMeasures(
        tallies.month(),
        tallies.cohortDays(),
        cohorts.entrySet().stream()
            .map(
                each ->
                    new MonthMeasures.OfRegistrar(
                        each.getKey(),
                        each.getValue().entrySet().stream()
                            .filter(sum -> sum.getValue() > 0)
                            .map(sum -> new MonthMeasures.Cohort(sum.getKey(), sum.getValue()))
                            .toList()))
            .toList());
  }

  /**
   * @param measured whether it is the month itself; of those before it only what is malicious is
   *     read
   */
  private static MeasureFacts.MonthFacts month(ZoneTallies tallies, boolean measured, Instant now) {
    return new MeasureFacts.MonthFacts(
        tallies.month(),
        !now.isBefore(tallies.month().matureAt(tallies.cohortDays())),
        tallies.zones().stream()
            .sorted(comparing(ZoneTallies.Zone::tld))
            .map(
                zone ->
                    new MeasureFacts.ZoneDays(
                        zone.tld(), zone.missingDays().stream().sorted().toList()))
            .toList(),
        tallies.registrars().stream()
            .sorted(
                comparing(ZoneTallies.OfRegistrar::registrar)
                    .thenComparing(ZoneTallies.OfRegistrar::tld))
            .map(row -> place(row, measured))
            .toList());
  }

  private static MeasureFacts.Place place(ZoneTallies.OfRegistrar row, boolean measured) {
    return new MeasureFacts.Place(
        row.registrar(),
        row.registrarFamily(),
        row.tld(),
        row.dumSum(),
        row.creates(),
        row.createsKept(),
        row.agpDeletes(),
        row.tallies().stream()
            .filter(count -> measured || count.classification() == Classification.MALICIOUS)
            .sorted(
                comparing(ZoneTallies.Count::threat)
                    .thenComparing(ZoneTallies.Count::classification))
            .map(
                count ->
                    new MeasureFacts.Count(
                        count.threat(),
                        count.classification(),
                        count.listed(),
                        count.corroborated(),
                        count.validated()))
            .toList(),
        row.cohort().stream()
            .filter(turned -> measured)
            .sorted(comparing(ZoneTallies.Cohort::threat))
            .map(
                turned ->
                    new MeasureFacts.Turned(
                        turned.threat(),
                        turned.listed(),
                        turned.corroborated(),
                        turned.validated()))
            .toList());
  }

  private static MeasureFacts.Lives lives(ZoneMeasures.OfRegistrar row) {
    return new MeasureFacts.Lives(
        row.registrar(),
        row.tld(),
        row.stock().stream()
            .sorted(
                comparing(ZoneMeasures.Stock::threat)
                    .thenComparing(ZoneMeasures.Stock::minimumEvidence))
            .map(
                stock ->
                    new MeasureFacts.Stock(
                        stock.threat(), stock.minimumEvidence(), stock.names(), stock.daily()))
            .toList(),
        row.survival().stream()
            .sorted(
                comparing(ZoneMeasures.Survival::threat)
                    .thenComparing(ZoneMeasures.Survival::clock)
                    .thenComparing(ZoneMeasures.Survival::classification)
                    .thenComparing(ZoneMeasures.Survival::evidence)
                    .thenComparing(ZoneMeasures.Survival::action, nullsLast(naturalOrder()))
                    .thenComparing(ZoneMeasures.Survival::actor, nullsLast(naturalOrder())))
            .map(
                lived ->
                    new MeasureFacts.Lived(
                        lived.threat(),
                        clock(lived.clock()),
                        lived.classification(),
                        lived.evidence(),
                        lived.action(),
                        actor(lived.actor()),
                        lived.hours(),
                        lived.incidents()))
            .toList());
  }

  private static Clock clock(ZoneMeasures.Clock clock) {
    return switch (clock) {
      case LISTING -> Clock.LISTING;
      case NOTIFICATION -> Clock.NOTIFICATION;
    };
  }

  private static @Nullable Actor actor(ZoneMeasures.@Nullable Actor actor) {
    return switch (actor) {
      case null -> null;
      case REGISTRAR -> Actor.REGISTRAR;
      case REGISTRY -> Actor.REGISTRY;
    };
  }
}

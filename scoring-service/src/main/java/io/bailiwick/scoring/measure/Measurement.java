package io.bailiwick.scoring.measure;

import io.bailiwick.scoring.gate.Rounding;
import io.bailiwick.scoring.statistics.ComparisonIndex;
import io.bailiwick.scoring.statistics.Concentration;
import io.bailiwick.scoring.statistics.DesignEffect;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.OrderStatistics;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.Recurrence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured of a slice. A pure function of the slice and the policy's terms; what
 * the slice does not know is null.
 *
 * @param flow malicious domains first seen abused in the month on mean domains under management
 * @param ifAllUnknown the flow if all domains of which nobody can tell were malicious; the flow
 *     itself says what it is if none was
 * @param compromised domains that were broken into; in no rate
 * @param platform domains that serve others' content; in no rate
 * @param unknown domains of which nobody can tell; in no rate but {@code ifAllUnknown}
 * @param persistence on each clock
 */
public record Measurement(
    Figure flow,
    Figure ifAllUnknown,
    long compromised,
    long platform,
    long unknown,
    @Nullable Stock stock,
    @Nullable Cohort cohort,
    @Nullable List<Persisting> persistence,
    Recurring recurrence,
    @Nullable Spread concentration,
    Indexes comparison) {

  private static final Rounding SHARES = new Rounding(4);

  /**
   * Listed names that were in the zone.
   *
   * @param rate of the median over the month's days on mean domains under management
   * @param names different ones in the month
   */
  public record Stock(Figure rate, long names) {}

  /**
   * The names created in the month.
   *
   * @param gross on all creates
   * @param kept on those that were not deleted in their add grace period; null where not known
   */
  public record Cohort(
      Figure gross, @Nullable Figure kept, long agpDeletes, @Nullable Boolean mature) {}

  /**
   * How often the flow was above the line.
   *
   * @param above months above it
   * @param months months that had a rate at all
   */
  public record Recurring(int above, int months, BigDecimal linePer10k) {}

  /**
   * Whether the malicious domains are one actor's or many.
   *
   * @param clusters how many groups of names that were registered together
   * @param largestShare of the largest; null without malicious domains
   * @param herfindahl sum of the squared shares; null without malicious domains
   * @param designEffect Σc²/Σc
   * @param effectiveDomains as how many independent ones they count
   */
  public record Spread(
      int clusters,
      @Nullable BigDecimal largestShare,
      @Nullable BigDecimal herfindahl,
      BigDecimal designEffect,
      BigDecimal effectiveDomains) {}

  /**
   * What others publish; for comparison only. Null without names.
   *
   * @param spamhaus (x/n) ln(x)
   * @param interisle 10,000 x / n
   */
  public record Indexes(@Nullable BigDecimal spamhaus, @Nullable BigDecimal interisle) {}

  /** Measures a slice. */
  public static Measurement of(Slice slice, Terms terms) {
    Slice.MonthCount month = slice.months().getFirst();
    Exposure names = month.exposure();
    List<MeasureFacts.Lived> lifetimes = slice.lifetimes();
    return new Measurement(
        Figure.of(month.malicious(), names, terms),
        Figure.of(month.malicious() + slice.unknown(), names, terms),
        slice.compromised(),
        slice.platform(),
        slice.unknown(),
        stock(slice.stock(), names, terms),
        cohort(slice.cohort(), terms),
        lifetimes == null
            ? null
            : Stream.of(Clock.values())
                .map(clock -> Persisting.of(clock, lifetimes, terms.confidence()))
                .toList(),
        recurrence(slice.months(), terms),
        spread(slice.clusters(), terms),
        indexes(month, terms));
  }

  private static @Nullable Stock stock(
      Slice.@Nullable StockDays days, @Nullable Exposure names, Terms terms) {
    if (days == null) {
      return null;
    }
    double[] daily = days.daily().stream().mapToDouble(Long::doubleValue).toArray();
    long halves = daily.length == 0 ? 0 : Math.round(2 * OrderStatistics.median(daily));
    return new Stock(Figure.ofHalves(halves, names, terms), days.names());
  }

  private static @Nullable Cohort cohort(Slice.@Nullable NewNames names, Terms terms) {
    if (names == null) {
      return null;
    }
    Long kept = names.createsKept();
    return new Cohort(
        Figure.of(names.malicious(), Exposure.of(names.creates()), terms),
        kept == null ? null : Figure.of(names.malicious(), Exposure.of(kept), terms),
        names.agpDeletes(),
        names.mature());
  }

  private static Recurring recurrence(List<Slice.MonthCount> months, Terms terms) {
    Recurrence recurrence =
        Recurrence.of(
            months.stream().map(Measurement::rate).filter(Objects::nonNull).toList(),
            terms.linePer10k().movePointLeft(4));
    return new Recurring(recurrence.above(), recurrence.months(), terms.linePer10k());
  }

  private static @Nullable Rate rate(Slice.MonthCount month) {
    Exposure names = month.exposure();
    return names == null ? null : new Rate(month.malicious(), names);
  }

  private static @Nullable Spread spread(@Nullable List<Long> clusters, Terms terms) {
    if (clusters == null) {
      return null;
    }
    long[] sizes = clusters.stream().mapToLong(Long::longValue).toArray();
    DesignEffect effect = DesignEffect.of(clusters);
    return new Spread(
        sizes.length,
        share(Concentration.topShare(1, sizes)),
        share(Concentration.herfindahl(sizes)),
        terms.rounding().of(BigDecimal.valueOf(effect.deff())),
        terms.rounding().of(BigDecimal.valueOf(effect.effectiveEvents())));
  }

  private static Indexes indexes(Slice.MonthCount month, Terms terms) {
    Rate rate = rate(month);
    return rate == null
        ? new Indexes(null, null)
        : new Indexes(
            rounded(ComparisonIndex.badness(rate), terms.rounding()),
            rounded(ComparisonIndex.interisle(rate), terms.rounding()));
  }

  private static @Nullable BigDecimal share(OptionalDouble value) {
    return rounded(value, SHARES);
  }

  private static @Nullable BigDecimal rounded(OptionalDouble value, Rounding rounding) {
    return value.isEmpty() ? null : rounding.of(BigDecimal.valueOf(value.getAsDouble()));
  }
}

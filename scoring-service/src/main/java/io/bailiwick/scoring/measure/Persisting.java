package io.bailiwick.scoring.measure;

import io.bailiwick.scoring.gate.Rounding;
import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.KaplanMeier;
import io.bailiwick.scoring.statistics.Lifetime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long abuse lived on one clock, by Kaplan and Meier.
 *
 * @param incidents how many were on the clock
 * @param ended how many of them were seen to end
 * @param shares the share that still lived after 24 hours, 96 hours and 30 days; empty without
 *     incidents
 * @param medianHours by when half had ended; null where fewer did
 * @param p90Hours by when nine of ten had ended; null where fewer did
 * @param endings who ended them, and how
 */
public record Persisting(
    Clock clock,
    long incidents,
    long ended,
    List<Share> shares,
    @Nullable BigDecimal medianHours,
    @Nullable BigDecimal p90Hours,
    List<Ending> endings) {

  private static final int[] HOURS = {24, 96, 720};
  private static final Rounding SHARES = new Rounding(4);
  private static final Rounding TENTHS = new Rounding(1);

  /**
   * What still lived.
   *
   * @param hours after the clock began
   * @param unmitigated the share, 0 to 1
   * @param lower of its two-sided interval, by Greenwood's variance on the scale of log(-log)
   * @param upper likewise
   */
  public record Share(int hours, BigDecimal unmitigated, BigDecimal lower, BigDecimal upper) {}

  /**
   * How some ended.
   *
   * @param share of all that ended, 0 to 1
   */
  public record Ending(Actor actor, String action, long incidents, BigDecimal share) {}

  private record Way(Actor actor, String action) implements Comparable<Way> {
    @Override
    public int compareTo(Way other) {
      int byActor = actor.compareTo(other.actor);
      return byActor == 0 ? action.compareTo(other.action) : byActor;
    }
  }

  /** Of the incidents that are on the clock. */
  public static Persisting of(Clock clock, List<MeasureFacts.Lived> rows, double confidence) {
    List<Lifetime> lifetimes = lifetimes(clock, rows);
    SortedMap<Way, Long> ways = new TreeMap<>();
    for (MeasureFacts.Lived row : rows) {
      Actor actor = row.actor();
      String action = row.action();
      if (row.clock() == clock && actor != null && action != null) {
        ways.merge(new Way(actor, action), total(row), Long::sum);
      }
    }
    long ended = ways.values().stream().mapToLong(Long::longValue).sum();
    KaplanMeier curve = KaplanMeier.of(lifetimes);
    List<Share> shares = new ArrayList<>();
    if (!lifetimes.isEmpty()) {
      for (int hours : HOURS) {
        Interval interval = curve.interval(hours, confidence);
        shares.add(
            new Share(
                hours,
                share(curve.survival(hours)),
                share(interval.lower()),
                share(interval.upper())));
      }
    }
    return new Persisting(
        clock,
        lifetimes.size(),
        ended,
        shares,
        hours(curve.median()),
        hours(curve.quantile(0.9)),
        ways.entrySet().stream()
            .map(
                way ->
                    new Ending(
                        way.getKey().actor,
                        way.getKey().action,
                        way.getValue(),
                        share((double) way.getValue() / ended)))
            .toList());
  }

  /** One for each incident that is on the clock. */
  public static List<Lifetime> lifetimes(Clock clock, List<MeasureFacts.Lived> rows) {
    List<Lifetime> lifetimes = new ArrayList<>();
    for (MeasureFacts.Lived row : rows) {
      if (row.clock() == clock) {
        for (int i = 0; i < row.hours().size(); i++) {
          Lifetime one = new Lifetime(row.hours().get(i).doubleValue(), row.action() != null);
          for (long each = 0; each < row.incidents().get(i); each++) {
            lifetimes.add(one);
          }
        }
      }
    }
    return lifetimes;
  }

  private static long total(MeasureFacts.Lived row) {
    return row.incidents().stream().mapToLong(Long::longValue).sum();
  }

  private static BigDecimal share(double value) {
    return SHARES.of(BigDecimal.valueOf(value));
  }

  private static @Nullable BigDecimal hours(OptionalDouble hours) {
    return hours.isEmpty() ? null : TENTHS.of(BigDecimal.valueOf(hours.getAsDouble()));
  }
}

package io.bailiwick.scoring.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether abuse lasts, and how probable it is that it only seems to. Months are not independent:
 * one campaign spans two of them. Hence the chances here are those of months that each have a
 * campaign of their own, and {@link #campaigns} says which months have one.
 */
public final class Persistence {

  private Persistence() {}

  /**
   * The chance that at least so many of the observed months are flagged, if each is with the same
   * probability and independently.
   *
   * @param required 0 or more
   * @param observed 1 or more
   * @param p of one month, 0 to 1
   */
  public static double chanceOfMonths(int required, int observed, double p) {
    checked(required, observed, p);
    return required > observed
        ? 0
        : CountModel.BINOMIAL.atLeast(required, Exposure.of(observed), p);
  }

  /**
   * The chance of at least one run of flagged months within a period, if each month is flagged with
   * the same probability and independently. Exact, by recursion over the length of the current run
   * (Feller, An Introduction to Probability Theory I, XIII.7).
   *
   * @param length of the run, 1 or more
   * @param months of the period, 1 or more
   * @param p of one month, 0 to 1
   */
  public static double chanceOfRun(int length, int months, double p) {
    checked(length, months, p);
    if (length < 1) {
      throw new IllegalArgumentException("a run has a month at least");
    }
    // running[j]: no run yet, and the last j months were flagged.
    double[] running = new double[length];
    running[0] = 1;
    double seen = 0;
    for (int month = 0; month < months; month++) {
      seen += running[length - 1] * p;
      double broken = 0;
      for (int j = length - 1; j > 0; j--) {
        broken += running[j];
        running[j] = running[j - 1] * p;
      }
      running[0] = (broken + running[0]) * (1 - p);
    }
    return seen;
  }

  /**
   * Gives as many months as possible a campaign of their own: no campaign supports two months, so
   * that one which spills over the end of a month counts once. A month whose campaigns are all
   * needed for others has none and does not count. The largest such choice (a maximum matching,
   * Kuhn, Naval Res. Logist. Q. 2 (1955) 83) is taken, rather than only campaigns never seen
   * before, so that abuse found later in an early month can never make a registrar look better.
   *
   * @param months the campaigns of each month in which the clauses held, oldest first; empty sets
   *     for the other months
   * @return for each month its campaign, oldest months and smallest identifiers preferred; the
   *     number of those present is the number of months that count
   */
  public static <C extends Comparable<C>> List<Optional<C>> campaigns(List<Set<C>> months) {
    List<List<C>> ordered = months.stream().map(month -> month.stream().sorted().toList()).toList();
    Map<C, Integer> monthOf = new HashMap<>();
    for (int month = 0; month < months.size(); month++) {
      assign(month, ordered, monthOf, new HashSet<>());
    }
    List<Optional<C>> campaigns = new ArrayList<>();
    for (int i = 0; i < months.size(); i++) {
      campaigns.add(Optional.empty());
    }
    monthOf.forEach((campaign, month) -> campaigns.set(month, Optional.of(campaign)));
    return List.copyOf(campaigns);
  }

  /** Finds the month a campaign, moving earlier months to others of theirs where needed. */
  private static <C extends Comparable<C>> boolean assign(
      int month, List<List<C>> months, Map<C, Integer> monthOf, Set<C> tried) {
    for (C campaign : months.get(month)) {
      if (tried.add(campaign)) {
        Integer holder = monthOf.get(campaign);
        if (holder == null || assign(holder, months, monthOf, tried)) {
          monthOf.put(campaign, month);
          return true;
        }
      }
    }
    return false;
  }

  private static void checked(int required, int observed, double p) {
    if (required < 0 || observed < 1 || !(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "no chance of %d in %d months at %s".formatted(required, observed, p));
    }
  }
}

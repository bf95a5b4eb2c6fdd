package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.Breakdown;
import io.bailiwick.scoring.gate.MonthQuality;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.ReconciliationState;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes of a registrar's abuse what the gates read of a month. The proportions are ours:
 *
 * <ul>
 *   <li>Five source families. A campaign is named by two of them with probability 0.6, by three
 *       with 0.25, by four with 0.1, by all with 0.05; which ones is even chance. Each of its
 *       domains is named by the same ones. Without one of the two the domain would lack the
 *       policy's evidence, unless a person has looked at it.
 *   <li>A third as many domains again are compromised, platforms or unknown.
 *   <li>A month's creates are 2 % of the names, and three of five malicious domains were created in
 *       the month in which they are counted.
 *   <li>For the acute gate a person has looked at every malicious domain, which is the most that it
 *       can see.
 * </ul>
 *
 * <p>The data are without fault: every month is complete and mature, every feed healthy, and the
 * counts agree with the registry's reports. No clause on the data protects anybody here.
 */
final class TallyMaker {

  /** Month 0 of every simulation. */
  static final YearMonth FIRST = YearMonth.of(2027, 1);

  private static final List<String> FAMILIES = List.of("alpha", "beta", "delta", "gamma", "omega");
  private static final double[] NAMED_BY = {0.6, 0.25, 0.1, 0.05};
  static final double OTHER_CLASSES = 1.0 / 3;
  static final double CREATES = 0.02;
  static final double CREATED_IN_THE_MONTH = 0.6;

  private TallyMaker() {}

  /**
   * One month.
   *
   * @param draw of this registrar and month only
   * @param zonePer10k malicious domains expected in the zone, which the other classes go by
   * @param judged whether the campaigns are told, which are asked for of nobody but the registrar
   *     that is judged
   */
  static MonthTally tally(
      Draw draw, int month, long names, Abuse abuse, double zonePer10k, boolean judged) {
    SortedMap<String, Long> onlyByFamily = new TreeMap<>();
    SortedMap<Long, Long> clusters = new TreeMap<>();
    int cohort = 0;
    for (Abuse.Part part : abuse.parts(month)) {
      List<String> families = families(draw);
      for (String family : families) {
        boolean needed = families.size() == 2 && !abuse.isLookedAt();
        onlyByFamily.merge(family, needed ? part.names() : 0L, Long::sum);
      }
      if (judged) {
        clusters.put(part.campaign(), (long) part.names());
      }
      cohort += draw.binomial(part.names(), CREATED_IN_THE_MONTH);
    }
    int flood = abuse.flood(month);
    for (int i = 0; judged && i < flood; i++) {
      clusters.put(Abuse.own(month, Integer.MAX_VALUE - i), 1L);
    }
    if (flood > 0) {
      onlyByFamily.merge(FAMILIES.get(0), (long) flood, Long::sum);
      onlyByFamily.merge(FAMILIES.get(1), (long) flood, Long::sum);
    }
    int domains = abuse.domains(month);
    int others = draw.poisson(names * zonePer10k / 10_000 * OTHER_CLASSES).getAsInt();
    int creates = draw.poisson(names * CREATES).getAsInt() + cohort;
    return tally(
        month,
        names,
        domains,
        onlyByFamily.size(),
        new Breakdown(
            onlyByFamily,
            clusters,
            domains + (long) others * abuse.times(month),
            domains,
            onlyByFamily.size(),
            creates,
            (long) cohort));
  }

  /** A month of which no rule asks more than its count. */
  static MonthTally bare(int month, long names, Abuse abuse) {
    int domains = abuse.domains(month);
    return tally(month, names, domains, domains == 0 ? 0 : 2, Breakdown.NONE);
  }

  private static MonthTally tally(
      int month, long names, long domains, int families, Breakdown breakdown) {
    YearMonth at = FIRST.plusMonths(month);
    int days = at.lengthOfMonth();
    return new MonthTally(
        at, List.of(), true, domains, families, names * days, breakdown, healthy(days));
  }

  private static MonthQuality healthy(int days) {
    return new MonthQuality(
        FAMILIES.stream()
            .map(family -> new MonthQuality.FeedDays(family, days, 0, false, false))
            .toList(),
        ReconciliationState.AGREES,
        List.of());
  }

  private static List<String> families(Draw draw) {
    double chance = draw.uniform();
    int count = 2;
    for (int i = 0; i < NAMED_BY.length - 1 && chance >= NAMED_BY[i]; i++) {
      chance -= NAMED_BY[i];
      count++;
    }
    List<String> left = new ArrayList<>(FAMILIES);
    while (left.size() > count) {
      left.remove(draw.below(left.size()));
    }
    return left;
  }
}

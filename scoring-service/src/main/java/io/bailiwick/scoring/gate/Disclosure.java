package io.bailiwick.scoring.gate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a registrar may be told of a clause that compares it with others. The state always; the
 * numbers only where they sum up {@value #LEAST_OTHERS} others or more: who two or three others are
 * is known, their sizes are published by others each month, and a ratio or a limit gives their rate
 * away as surely as the rate itself.
 *
 * <p>Two sums that differ by one to four registrars tell of those: all others are summed up in the
 * ratio, only those with names enough in the funnel. There the ratio is held back.
 *
 * <p>A stored clause holds every number. What is held back is left out when it is shown, so that
 * the stored bytes stay the same whoever reads them.
 */
public final class Disclosure {

  /** Fewer others than this are never summed up for a registrar. */
  public static final int LEAST_OTHERS = 5;

  /** How many other accredited registrars have names in the month. */
  static final String OTHERS = "others";

  /** How many of them shape the funnel. */
  static final String PEERS = "peers";

  /** What the policy says, and how many others there are: numbers of nobody. */
  private static final Set<String> OF_NOBODY =
      Set.of(OTHERS, PEERS, "minimumRatio", "confidence", "tail", "falseDiscoveries");

  private final int accreditations;

  /**
   * For the reader of one or more accreditations, whose own numbers are no secret to it.
   *
   * @param accreditations how many, 1 or more
   */
  public Disclosure(int accreditations) {
    this.accreditations = Math.max(1, accreditations);
  }

  /** Whether a clause tells of others at all. */
  public static boolean compares(Clause clause) {
    return switch (clause) {
      case RATE_RATIO, FUNNEL, ALERT_FUNNEL, FALSE_DISCOVERY -> true;
      case ACCREDITED,
          MATURE_MONTH,
          DUM_EVIDENCE,
          FEED_HEALTH,
          FEED_EPOCH,
          DUM_RECONCILIATION,
          UPPER_BOUND,
          PROVISIONAL,
          COUNT,
          SOURCE_FAMILIES,
          LOWER_BOUND,
          PERSISTENCE,
          FRAGILITY,
          PROBABILITY_ABOVE,
          LOW_MONTHS ->
          false;
    };
  }

  /** Whether the numbers of the clause are held back from this reader. */
  public boolean holdsBack(Clause clause, ClauseState state, SortedMap<String, BigDecimal> values) {
    if (!compares(clause) || state == ClauseState.NOT_ASSESSABLE) {
      return false;
    }
    int others = count(values, OTHERS);
    int peers = count(values, PEERS);
    return clause == Clause.FUNNEL || clause == Clause.ALERT_FUNNEL
        ? !isGroup(peers)
        : !isGroup(others) || (others > peers && !isGroup(others - peers));
  }

  /** The clause as this reader may see it. */
  public ClauseResult of(ClauseResult result) {
    if (!holdsBack(result.clause(), result.state(), result.values())) {
      return result;
    }
    SortedMap<String, BigDecimal> kept = new TreeMap<>();
    for (Map.Entry<String, BigDecimal> value : result.values().entrySet()) {
      if (OF_NOBODY.contains(value.getKey())) {
        kept.put(value.getKey(), value.getValue());
      }
    }
    String met =
        switch (result.state()) {
          case HOLDS -> "is met";
          case DOES_NOT_HOLD -> "is not met";
          case NOT_ASSESSABLE -> "cannot be assessed";
        };
    return new ClauseResult(
        result.clause(),
        result.state(),
        ("The clause on the %s %s. Its numbers are held back: they would sum up fewer than %d other registrars, whose own"
                + " numbers could be worked out from them.")
            .formatted(result.clause().label(), met, LEAST_OTHERS),
        kept);
  }

  /** Others who are accreditations of the reader hide nobody. */
  private boolean isGroup(int registrars) {
    return registrars - (accreditations - 1) >= LEAST_OTHERS;
  }

  /** A number that is missing hides nobody either: then all is held back. */
  private static int count(SortedMap<String, BigDecimal> values, String name) {
    BigDecimal value = values.get(name);
    return value == null ? 0 : value.intValue();
  }
}

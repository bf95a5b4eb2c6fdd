package io.bailiwick.scoring.gate;

/**
 * A condition of a gate. Those marked unavailable belong to the method and cannot be put in use by
 * a policy yet.
 */
public enum Clause {
  ACCREDITED(Part.DATA, true, "accreditation"),
  MATURE_MONTH(Part.DATA, true, "maturity of the month"),
  DUM_EVIDENCE(Part.DATA, true, "evidence of domains under management"),
  FEED_HEALTH(Part.DATA, false, "health of the feeds"),
  FEED_EPOCH(Part.DATA, false, "absence of a change in the feeds"),
  DUM_RECONCILIATION(Part.DATA, false, "reconciliation with the monthly registry report"),

  UPPER_BOUND(Part.REWARD, true, "upper bound of the rate"),
  PROVISIONAL(Part.REWARD, true, "rule for few names"),

  COUNT(Part.INTERVENTION, true, "number of domains"),
  SOURCE_FAMILIES(Part.INTERVENTION, true, "independent source families"),
  LOWER_BOUND(Part.INTERVENTION, true, "lower bound of the rate"),
  PERSISTENCE(Part.INTERVENTION, true, "persistence over months"),
  RATE_RATIO(Part.INTERVENTION, false, "rate against the rest of the zone"),
  FUNNEL(Part.INTERVENTION, false, "over-dispersed funnel limit"),
  FALSE_DISCOVERY(Part.INTERVENTION, false, "control of false discoveries"),
  FRAGILITY(Part.INTERVENTION, false, "stability when one feed is left out");

  /** Which part of the rules a clause belongs to. */
  enum Part {
    /** Runs before both gates. */
    DATA,
    REWARD,
    INTERVENTION
  }

  private final Part part;
  private final boolean available;
  private final String label;

  Clause(Part part, boolean available, String label) {
    this.part = part;
    this.available = available;
    this.label = label;
  }

  boolean isOf(Part wanted) {
    return part == wanted;
  }

  boolean isAvailable() {
    return available;
  }

  /** In words, for a sentence. */
  public String label() {
    return label;
  }
}

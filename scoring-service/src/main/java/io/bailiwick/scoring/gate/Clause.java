package io.bailiwick.scoring.gate;

import java.util.Set;

/** A condition of a gate. */
public enum Clause {
  ACCREDITED(Part.DATA, "accreditation"),
  MATURE_MONTH(Part.DATA, "maturity of the month"),
  DUM_EVIDENCE(Part.DATA, "evidence of domains under management"),
  FEED_HEALTH(Part.DATA, "health of the feeds"),
  FEED_EPOCH(Part.DATA, "absence of a change in the feeds"),
  DUM_RECONCILIATION(Part.DATA, "reconciliation with the monthly registry report"),

  UPPER_BOUND(Part.REWARD, "upper bound of the rate"),
  PROVISIONAL(Part.REWARD, "rule for few names"),

  /** Also of the acute gate, there for domains that a person looked at. */
  COUNT(Part.INTERVENTION, "number of domains"),
  /** Also of the acute gate, there for domains that a person looked at. */
  SOURCE_FAMILIES(Part.INTERVENTION, "independent source families"),
  /** Also of the acute gate, there for domains that a person looked at. */
  LOWER_BOUND(Part.INTERVENTION, "lower bound of the rate"),
  RATE_RATIO(Part.INTERVENTION, "rate against the rest of the zone"),
  FUNNEL(Part.INTERVENTION, "over-dispersed funnel limit"),
  FALSE_DISCOVERY(Part.INTERVENTION, "control of false discoveries"),
  PERSISTENCE(Part.INTERVENTION, "persistence over months"),
  FRAGILITY(Part.INTERVENTION, "stability when counted otherwise"),

  ALERT_FUNNEL(Part.WATCH, "funnel limit of an alert"),
  PROBABILITY_ABOVE(Part.WATCH, "probability of a rate above the threshold"),

  LOW_MONTHS(Part.EXIT, "months of low abuse");

  /** Which part of the rules a clause belongs to. */
  enum Part {
    /** Runs before all gates. */
    DATA,
    REWARD,
    INTERVENTION,
    WATCH,
    EXIT
  }

  /** What the data gate cannot do without. */
  static final Set<Clause> ALWAYS_OF_THE_DATA = Set.of(ACCREDITED, MATURE_MONTH, DUM_EVIDENCE);

  private final Part part;
  private final String label;

  Clause(Part part, String label) {
    this.part = part;
    this.label = label;
  }

  boolean isOf(Part wanted) {
    return part == wanted;
  }

  /** Whether it asks something of the data and nothing of the abuse. */
  public boolean isOfData() {
    return part == Part.DATA;
  }

  /** In words, for a sentence. */
  public String label() {
    return label;
  }
}

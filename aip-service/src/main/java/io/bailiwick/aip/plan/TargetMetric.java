package io.bailiwick.aip.plan;

import io.bailiwick.aip.scoring.PublishedScore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A measure of scoring-service that a plan aims at, as scoring computes it for its gates. */
public enum TargetMetric {
  /** Malicious domains of the month. */
  DOMAINS("domains", null),
  /** Domains per 10,000 mean domains under management. */
  RATE("ratePer10k", null),
  /** One-sided lower bound of the rate: what the intervention gate compares. */
  RATE_LOWER_BOUND("clopperPearsonLowerOneSided", new BigDecimal("0.95")),
  /** One-sided upper bound of the rate: what proves that it is low. */
  RATE_UPPER_BOUND("clopperPearsonUpperOneSided", new BigDecimal("0.95"));

  private final String member;
  private final @Nullable BigDecimal confidence;

  TargetMetric(String member, @Nullable BigDecimal confidence) {
    this.member = member;
    this.confidence = confidence;
  }

  /** What a score calls it. */
  public String member() {
    return member;
  }

  /** With which scoring computes it; null where it is no bound. */
  public @Nullable BigDecimal confidence() {
    return confidence;
  }

  /** Its value in a month; null where it is not defined. */
  @Nullable BigDecimal of(PublishedScore score) {
    return switch (this) {
      case DOMAINS -> BigDecimal.valueOf(score.domains());
      case RATE -> score.ratePer10k();
      case RATE_LOWER_BOUND -> score.clopperPearsonLowerOneSided();
      case RATE_UPPER_BOUND -> score.clopperPearsonUpperOneSided();
    };
  }
}

package io.bailiwick.scoring.gate;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The rate of one month and its bounds, per 10,000 names and month, rounded for showing. All but
 * the mean are null where there is no name, and all are null where a day has no evidence of domains
 * under management.
 */
public record Figures(
    @Nullable BigDecimal meanDum,
    @Nullable BigDecimal ratePer10k,
    @Nullable BigDecimal wilsonLower,
    @Nullable BigDecimal wilsonUpper,
    @Nullable BigDecimal clopperPearsonLower,
    @Nullable BigDecimal clopperPearsonUpper,
    @Nullable BigDecimal clopperPearsonLowerOneSided,
    @Nullable BigDecimal clopperPearsonUpperOneSided) {

  static Figures of(MonthTally tally, ScoringPolicy policy) {
    Rounding rounding = new Rounding(policy.decimals());
    Exposure exposure = tally.exposure();
    if (exposure == null || exposure.isNone()) {
      BigDecimal mean = exposure == null ? null : BigDecimal.ZERO;
      return new Figures(mean, null, null, null, null, null, null, null);
    }
    Rate rate = new Rate(tally.domains(), exposure);
    double shown = policy.displayConfidence().doubleValue();
    Interval wilson = RateInterval.WILSON.twoSided(rate, shown);
    Interval exact = RateInterval.CLOPPER_PEARSON.twoSided(rate, shown);
    double lower =
        RateInterval.CLOPPER_PEARSON.lower(rate, policy.intervention().confidence().doubleValue());
    double upper =
        RateInterval.CLOPPER_PEARSON.upper(rate, policy.reward().confidence().doubleValue());
    return new Figures(
        rounding.names(exposure),
        rounding.per10k(tally.domains(), exposure),
        rounding.per10k(wilson.lower()),
        rounding.per10k(wilson.upper()),
        rounding.per10k(exact.lower()),
        rounding.per10k(exact.upper()),
        rounding.per10k(lower),
        rounding.per10k(upper));
  }
}

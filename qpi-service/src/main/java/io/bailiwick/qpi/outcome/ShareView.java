package io.bailiwick.qpi.outcome;

import io.bailiwick.qpi.kpi.ValueInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A share of the names whose time for it has come. */
@Schema(name = "OutcomeShare")
public record ShareView(
    @Schema(description = "Names whose time has come: the denominator", examples = "1200")
        long known,
    @Schema(description = "Names whose time has not come yet", examples = "300") long pending,
    @Schema(description = "The numerator", examples = "960") long positive,
    @Schema(
            description = "Percent, rounded once, half up; absent where no time has come",
            examples = "80.00")
        @Nullable BigDecimal percent,
    @Schema(description = "Lower bound of Wilson's interval, percent", examples = "77.6427")
        @Nullable BigDecimal lower,
    @Schema(description = "Upper bound of Wilson's interval, percent", examples = "82.1659")
        @Nullable BigDecimal upper,
    @Schema(description = "Whether the time of all names has come") boolean mature,
    @Schema(description = "From when on it is mature at the latest") Instant matureAt) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static ShareView of(
      long known, long pending, long positive, BigDecimal confidence, Instant matureAt) {
    if (known == 0) {
      return new ShareView(0, pending, positive, null, null, null, pending == 0, matureAt);
    }
    ValueInterval interval = ValueInterval.ofShare(positive, known, confidence);
    return new ShareView(
        known,
        pending,
        positive,
        BigDecimal.valueOf(positive)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(known), 2, RoundingMode.HALF_UP),
        interval.lower(),
        interval.upper(),
        pending == 0,
        matureAt);
  }
}

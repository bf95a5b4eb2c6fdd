package io.bailiwick.qpi.statement;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What holds for statements.
 *
 * @param statement whose numbers these are and what they are modelled on
 * @param disputeDays from the issue of a statement, in which its lines may be disputed
 * @param refundFloor deletes in the add grace period that are refunded in a month in any case
 * @param refundPercent of the month's net adds that are refunded where that is more
 */
record StatementPolicy(
    @NotBlank @Size(max = 2000) String statement,
    @PositiveOrZero @Max(365) int disputeDays,
    @PositiveOrZero @Max(1_000_000) int refundFloor,
    @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal refundPercent) {

  /** What is refunded of a month's deletes in the add grace period. */
  AddGraceRefund refund(long netAdds, long deletes) {
    long share =
        refundPercent
            .multiply(BigDecimal.valueOf(netAdds))
            .movePointLeft(2)
            .setScale(0, RoundingMode.DOWN)
            .longValueExact();
    return new AddGraceRefund(netAdds, deletes, Math.max(refundFloor, share));
  }
}

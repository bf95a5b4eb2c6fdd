package io.bailiwick.qpi.outcome;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the names of a promotion brought less what it cost. */
@Schema(name = "OutcomeRevenue")
public record RevenueView(
    @Schema(description = "Fees of the creates kept beyond the add grace period") SignedAmount fees,
    @Schema(description = "Incentives booked less those taken back") SignedAmount incentives,
    @Schema(description = "Fees less incentives; absent where a fee is not known")
        @Nullable SignedAmount net,
    @Schema(description = "Names whose own price was streamed", examples = "900") long ownPrice,
    @Schema(description = "Names priced by the policy's table", examples = "600") long byTable,
    @Schema(description = "Names without either", examples = "0") long unpriced) {

  /** Money that may be below zero. */
  @Schema(name = "SignedAmount")
  public record SignedAmount(
      @Schema(description = "A decimal; below zero is a loss", examples = "13500.00")
          BigDecimal amount,
      @Schema(description = "ISO 4217 code", examples = "USD") String currency) {}
}

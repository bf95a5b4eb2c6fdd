package io.bailiwick.qpi.ledger;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the registry owes a registrar under a promotion, summed from the ledger. */
@Schema(name = "Balance")
public record BalanceView(
    RegistrarId registrar,
    UUID promotionId,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(description = "Names that are owed for: accruals less reversals", examples = "40")
        long names,
    @Schema(description = "Accrued in all", examples = "90.00") BigDecimal accrued,
    @Schema(description = "Of that, reversed", examples = "10.00") BigDecimal reversed,
    @Schema(description = "Accrued less reversed", examples = "80.00") BigDecimal owed) {

  /** As the query selects it. */
  BalanceView(
      int registrar,
      UUID promotionId,
      String currency,
      Long accruals,
      Long reversals,
      BigDecimal accrued,
      BigDecimal reversed) {
    this(
        RegistrarId.of(registrar),
        promotionId,
        currency,
        accruals - reversals,
        accrued,
        reversed,
        accrued.subtract(reversed));
  }
}

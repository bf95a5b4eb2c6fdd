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
    @Schema(
            description =
                "Names that count for caps and tiers: accruals less those that are as if they had"
                    + " never been",
            examples = "40")
        long names,
    @Schema(description = "Booked as expense in all: what was ever given", examples = "90.00")
        BigDecimal accrued,
    @Schema(description = "Of that, taken back", examples = "10.00") BigDecimal reversed,
    @Schema(description = "Of what is left, not yet mature", examples = "30.00") BigDecimal pending,
    @Schema(description = "Mature and not settled", examples = "40.00") BigDecimal payable,
    @Schema(description = "Kept back in disputes", examples = "0.00") BigDecimal held,
    @Schema(
            description = "Claimed back after it had been settled, and not yet paid back",
            examples = "0.00")
        BigDecimal claimed,
    @Schema(description = "Handed to billing, tax included", examples = "10.00") BigDecimal settled,
    @Schema(
            description = "Pending, payable and held, less what is claimed back",
            examples = "70.00")
        BigDecimal owed) {}

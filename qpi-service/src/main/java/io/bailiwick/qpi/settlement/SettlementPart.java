package io.bailiwick.qpi.settlement;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a settlement does with a registrar's balance under a promotion. */
@Schema(name = "SettlementPart")
public record SettlementPart(
    RegistrarId registrar,
    UUID promotionId,
    @Schema(examples = "spring-2026") String promotion,
    PayoutWay way,
    @Schema(description = "What its lines come to", examples = "120.00") BigDecimal amount,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(description = "Whether tax applies to it") boolean taxable,
    @Schema(description = "Transactions that it pays", examples = "60") int lines,
    @Schema(description = "Why it is carried over; absent where it is paid", nullable = true)
        @Nullable CarryReason carried,
    @Schema(description = "The promotion's minimum payout", nullable = true, examples = "20.00")
        @Nullable BigDecimal minimum,
    @Schema(description = "What was booked; absent before the approval", nullable = true)
        @Nullable UUID transactionId) {}

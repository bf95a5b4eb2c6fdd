package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.ledger.Ground;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An adjustment. */
@Schema(name = "Adjustment")
public record AdjustmentView(
    UUID id,
    @Schema(examples = "CORRECTION") AdjustmentKind kind,
    UUID promotionId,
    RegistrarId registrar,
    @Schema(description = "Above zero where the registrar gains", examples = "12.50")
        BigDecimal amount,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(examples = "ERROR_CORRECTED") Ground ground,
    @Schema(examples = "Six creates of 3 April were not reported to the registry in time.")
        String reason,
    @Schema(description = "The dispute that it settles", nullable = true) @Nullable UUID disputeId,
    AdjustmentState state,
    @Schema(examples = "fay") String proposedBy,
    Instant proposedAt,
    @Schema(nullable = true, examples = "gus") @Nullable String decidedBy,
    @Schema(nullable = true) @Nullable Instant decidedAt,
    @Schema(nullable = true) @Nullable String decisionReason,
    @Schema(
            description = "What was booked; of names taken back the first transaction",
            nullable = true)
        @Nullable UUID transactionId,
    @Schema(description = "Of a reversal for fraud", examples = "[\"example.org\"]")
        List<String> names) {

  public AdjustmentView {
    names = List.copyOf(names);
  }
}

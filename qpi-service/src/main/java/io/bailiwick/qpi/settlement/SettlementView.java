package io.bailiwick.qpi.settlement;

import io.bailiwick.common.time.Day;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A settlement. */
@Schema(name = "Settlement")
public record SettlementView(
    UUID id,
    @Schema(description = "Counts over all", examples = "P-000004") String number,
    Day settlementDate,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    SettlementState state,
    @Schema(description = "Paid out in all", examples = "120.00") BigDecimal total,
    @Schema(description = "Carried over to the next", examples = "4.00") BigDecimal carried,
    @Schema(examples = "fay") String proposedBy,
    Instant proposedAt,
    @Schema(nullable = true, examples = "gus") @Nullable String decidedBy,
    @Schema(nullable = true) @Nullable Instant decidedAt,
    @Schema(nullable = true) @Nullable String decisionReason,
    @Schema(description = "SHA-256 of the export as JSON; once approved", nullable = true)
        @Nullable String sha256,
    @Schema(nullable = true) @Nullable String exportedBy,
    @Schema(description = "When it was first marked as handed to billing", nullable = true)
        @Nullable Instant exportedAt) {}

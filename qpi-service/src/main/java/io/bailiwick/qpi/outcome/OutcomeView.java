package io.bailiwick.qpi.outcome;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a promotion brought, as far as it can be said. */
@Schema(name = "Outcome")
public record OutcomeView(
    UUID id,
    UUID promotionId,
    @Schema(description = "Grows with each report of the promotion", examples = "1") int version,
    @Schema(description = "Business time up to which it speaks") Instant asOf,
    @Schema(examples = "ann") String madeBy,
    @Schema(description = "Whether nothing of it can change by time any more") boolean mature,
    @Schema(
            examples =
                "Not yet mature: renewal from 2028-08-15T14:00:00Z, abuse from 2026-09-29T14:00:00Z.")
        String sentence,
    @Schema(description = "Confidence of the intervals, both sides together", examples = "0.95")
        BigDecimal confidence,
    RevenueView revenue,
    List<GroupView> groups) {}

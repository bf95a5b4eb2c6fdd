package io.bailiwick.qpi.ledger;

import io.bailiwick.qpi.promotion.Amount;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of reading registration events for a promotion. */
@Schema(name = "AccrualSummary")
public record AccrualSummary(
    UUID promotionId,
    @Schema(description = "Registration events read for the first time", examples = "1200")
        long events,
    @Schema(description = "Creates that earned", examples = "45") long accrued,
    @Schema(description = "Accruals taken back by a delete in the add grace period", examples = "5")
        long reversed,
    @Schema(description = "Accrued less reversed; below zero where more was taken back")
        Amount amount,
    @Schema(
            description = "Creates of enrolled registrars that did not earn, by reason",
            examples = "{\"BUDGET_SPENT\": 3}")
        Map<AccrualDecision, Long> declined) {}

package io.bailiwick.qpi.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of reading registration events for a promotion. */
@Schema(name = "AccrualSummary")
public record AccrualSummary(
    @Schema(examples = "0197a6c0-0000-7000-8000-000000000000") UUID promotionId,
    @Schema(
            description =
                "Registration events read for the first time; of a monthly point, months counted",
            examples = "1200")
        long events,
    @Schema(
            description = "Creates that earned, or registrars of a month of points",
            examples = "45")
        long accrued,
    @Schema(
            description = "Of those, creates that a limit had paused and an appeal reversed",
            examples = "2")
        long resumed,
    @Schema(description = "Accruals taken back by a delete in the add grace period", examples = "5")
        long reversed,
    @Schema(description = "Names of tiers that are worth something else by now", examples = "0")
        long adjusted,
    @Schema(
            description =
                "Net change of what the promotion costs; below zero where more was taken back")
        LedgerAmount amount,
    @Schema(
            description = "Creates of enrolled registrars that did not earn, by reason",
            examples = "{\"BUDGET_SPENT\": 3}")
        Map<AccrualDecision, Long> declined) {

  /** Money that may be below zero. */
  @Schema(name = "LedgerAmount")
  public record LedgerAmount(
      @Schema(description = "Exact decimal, of either sign", examples = "-2.00") BigDecimal amount,
      @Schema(description = "ISO 4217 code", examples = "USD") String currency) {}
}

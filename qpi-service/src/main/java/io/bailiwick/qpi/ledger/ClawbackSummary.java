package io.bailiwick.qpi.ledger;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of a clawback run. */
@Schema(name = "ClawbackSummary")
public record ClawbackSummary(
    @Schema(examples = "0197a6c0-0000-7000-8000-000000000000") UUID promotionId,
    @Schema(description = "Changes of incidents read for the first time", examples = "350")
        long changes,
    @Schema(description = "Accruals taken back: the name proved malicious", examples = "4")
        long clawedBack,
    @Schema(description = "Given back: the finding was withdrawn", examples = "1") long reinstated,
    @Schema(
            description = "Registrars to whose names the portfolio clause applies now",
            examples = "1")
        long registrarsUnderClause,
    @Schema(description = "Accruals taken back by the portfolio clause", examples = "40")
        long portfolioClawedBack,
    @Schema(
            description = "Given back: the portfolio clause does not apply any more",
            examples = "0")
        long portfolioReinstated) {}

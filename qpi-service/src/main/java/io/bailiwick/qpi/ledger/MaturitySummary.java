package io.bailiwick.qpi.ledger;

import io.bailiwick.qpi.ledger.AccrualSummary.LedgerAmount;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of a maturity run. */
@Schema(name = "MaturitySummary")
public record MaturitySummary(
    @Schema(examples = "0197a6c0-0000-7000-8000-000000000000") UUID promotionId,
    @Schema(description = "Accruals that became payable", examples = "1180") long matured,
    @Schema(description = "What they come to") LedgerAmount amount,
    @Schema(
            description =
                "Taken back since the name was known to have no mail exchange at the instant of the"
                    + " test of use",
            examples = "7")
        long failedTestOfUse,
    @Schema(
            description =
                "Past the add grace period and waiting for the instant of the test of use, or for a"
                    + " measurement of it that knows: unknown is not no",
            examples = "13")
        long waiting) {}

package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One registrar's row of a report. */
@Schema(name = "TransactionReportRow")
public record TransactionReportRow(
    RegistrarId registrar,
    @Schema(description = "As the report spells it", examples = "Example Registrar, Inc.")
        String name,
    @Schema(description = "Line in the report, from 1", examples = "2") long line,
    @Schema(
            description = "The 37 counts by the column names of Specification 3",
            examples = "{\"total-domains\":10000,\"net-adds-1-yr\":120}")
        Map<String, Long> counts) {}

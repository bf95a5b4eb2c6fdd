package io.bailiwick.aip.takeover;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registrar whose creates rose while another one is limited. */
@Schema(name = "TakeoverFlag")
public record TakeoverFlag(
    UUID id,
    UUID orderId,
    UUID caseId,
    @Schema(description = "Whose creates rose") RegistrarId registrar,
    @Schema(
            description = "The family that it shares with a registrar of the order; absent: none",
            examples = "example-group",
            nullable = true)
        @Nullable String family,
    @Schema(description = "First whole day (UTC) of the order") LocalDate firstDay,
    @Schema(description = "Days that end before the day on which the order began", examples = "14")
        int daysBefore,
    @Schema(examples = "20") long createsBefore,
    @Schema(description = "Whole days of the order so far", examples = "3") int daysAfter,
    @Schema(examples = "60") long createsAfter,
    @Schema(
            description =
                "The rise that it was held against: 1 in the family, the policy's otherwise",
            examples = "2")
        BigDecimal factor,
    @Schema(
            description =
                "How probable so many creates were if they had risen by the factor and no more;"
                    + " flagged below 0.01 / registrars",
            examples = "0.0000012")
        BigDecimal chance,
    @Schema(description = "How many registrars were looked at", examples = "41") int registrars,
    @Schema(examples = "1") int policyVersion,
    @Schema(description = "First look that found it") Instant flaggedAt) {}

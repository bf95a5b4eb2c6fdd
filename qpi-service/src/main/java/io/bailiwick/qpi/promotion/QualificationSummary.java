package io.bailiwick.qpi.promotion;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many registrars an evaluation qualifies for a promotion. */
@Schema(name = "QualificationSummary")
public record QualificationSummary(
    UUID promotionId,
    UUID evaluationId,
    @Schema(examples = "12") long preQualified,
    @Schema(examples = "20") long notQualified,
    @Schema(examples = "8") long notAssessed) {}

package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registrar's qualification as it is shown. */
@Schema(name = "Qualification")
public record QualificationView(
    UUID promotionId,
    @Schema(description = "Evaluation that it was made from") UUID evaluationId,
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 1") String registrarName,
    @Schema(description = "PRE_QUALIFIED may enrol; NOT_ASSESSED: there is no index to go by")
        QualificationState state,
    @Schema(description = "The index; absent unless assessed", examples = "71.43")
        @Nullable BigDecimal index,
    @Schema(examples = "Pre-qualified: the index 71.43 reaches the baseline of 60.")
        String sentence,
    @Schema(description = "Business time from which it is in force") Instant decidedAt) {

  static QualificationView of(QualificationRow row) {
    return new QualificationView(
        row.promotionId,
        row.evaluationId,
        RegistrarId.of(row.registrar),
        row.registrarName,
        row.state,
        row.index,
        row.sentence,
        row.decidedAt);
  }
}

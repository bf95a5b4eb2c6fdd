package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An enrolment as it is shown. */
@Schema(name = "Enrolment")
public record EnrolmentView(
    UUID promotionId,
    RegistrarId registrar,
    @Schema(
            description = "Business time; nothing before it earns",
            examples = "2026-04-10T09:00:00Z")
        Instant enrolledAt,
    @Schema(description = "Who enrolled it", examples = "ann") String enrolledBy) {

  static EnrolmentView of(Enrolment enrolment) {
    return new EnrolmentView(
        enrolment.promotionId,
        RegistrarId.of(enrolment.registrar),
        enrolment.enrolledAt,
        enrolment.enrolledBy);
  }
}

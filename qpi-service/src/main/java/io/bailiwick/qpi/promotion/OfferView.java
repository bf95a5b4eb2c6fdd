package io.bailiwick.qpi.promotion;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of the log of equal treatment. */
@Schema(name = "OfferMade")
public record OfferView(
    UUID promotionId,
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 1") String registrarName,
    OfferOccasion occasion,
    @Schema(description = "Business time; the same for all of one act") Instant offeredAt,
    @Schema(examples = "bob") String offeredBy,
    @Schema(description = "SHA-256 of the terms that were offered: the same for all")
        String termsSha256) {

  static OfferView of(OfferRow row) {
    return new OfferView(
        row.promotionId,
        RegistrarId.of(row.registrar),
        row.registrarName,
        row.occasion,
        row.offeredAt,
        row.offeredBy,
        row.termsSha256);
  }
}

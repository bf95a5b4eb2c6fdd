package io.bailiwick.qpi.statement;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Deletes in the add grace period beside what is taken back for them. */
@Schema(name = "AddGrace")
public record AddGraceView(
    UUID promotionId,
    RegistrarId registrar,
    Month month,
    @Schema(
            description = "Names that the registrar created, those deleted again included",
            examples = "1250")
        long creates,
    @Schema(description = "Names deleted in their add grace period", examples = "250")
        long agpDeletes,
    @Schema(description = "Creates less those deletes", examples = "1000") long netAdds,
    @Schema(
            description =
                "Most deletes that a registry refunds, by policy: the larger of a number and a share"
                    + " of the net adds",
            examples = "100")
        long refundLimit,
    @Schema(description = "Deletes that are refunded", examples = "100") long refunded,
    @Schema(description = "Deletes beyond the limit", examples = "150") long notRefunded,
    @Schema(
            description =
                "Accruals of the promotion that deletes of the month took back: each of them,"
                    + " refunded or not",
            examples = "40")
        long reversed) {}

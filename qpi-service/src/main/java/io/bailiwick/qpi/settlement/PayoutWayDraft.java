package io.bailiwick.qpi.settlement;

import io.bailiwick.common.registrar.RegistrarId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a registrar is to be paid from now on. */
@Schema(name = "PayoutWayDraft")
public record PayoutWayDraft(
    @NotNull RegistrarId registrar,
    @NotNull @Schema(examples = "DEPOSIT") PayoutWay way,
    @NotBlank
        @Size(max = 1000)
        @Schema(
            description = "Why, for whom settles",
            examples = "Asked for by the registrar's finance contact on 3 April.")
        String reason) {}

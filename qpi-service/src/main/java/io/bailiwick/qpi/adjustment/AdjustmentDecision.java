package io.bailiwick.qpi.adjustment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the second person says. */
@Schema(name = "AdjustmentDecision")
public record AdjustmentDecision(
    @NotNull @Schema(description = "Whether it is booked", examples = "true") Boolean approved,
    @NotBlank
        @Size(min = 10, max = 2000)
        @Schema(examples = "Checked against the register events of 3 April.")
        String reason) {}

package io.bailiwick.qpi.settlement;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the second person says. */
@Schema(name = "SettlementDecision")
public record SettlementDecision(
    @NotNull @Schema(description = "Whether it is booked", examples = "true") Boolean approved,
    @NotBlank @Size(max = 2000) @Schema(examples = "Agrees with the statements of September.")
        String reason) {}

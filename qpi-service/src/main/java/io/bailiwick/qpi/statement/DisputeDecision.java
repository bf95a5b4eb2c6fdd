package io.bailiwick.qpi.statement;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What finance says to a dispute. */
@Schema(name = "DisputeDecision")
public record DisputeDecision(
    @NotNull @Schema(description = "Whether the registrar is right", examples = "true")
        Boolean upheld,
    @NotBlank
        @Size(min = 10, max = 2000)
        @Schema(
            description = "The registrar reads it",
            examples = "The finding was withdrawn on 3 May; the clawback had no ground.")
        String reason,
    @Schema(
            description =
                "Of one upheld: what changes, above zero where the registrar gains; left out where"
                    + " it is rejected",
            nullable = true,
            examples = "2.00")
        @Nullable BigDecimal correction) {}

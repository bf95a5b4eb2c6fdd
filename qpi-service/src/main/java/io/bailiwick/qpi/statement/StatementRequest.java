package io.bailiwick.qpi.statement;

import io.bailiwick.common.registrar.RegistrarId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be stated. */
@Schema(name = "StatementRequest")
public record StatementRequest(
    @NotNull
        @Size(max = 21)
        @Schema(
            description =
                "A month, or two days with the second exclusive (2026-04-01/2026-10-01), UTC; over"
                    + " by now",
            examples = "2026-04")
        String period,
    @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code, for example USD")
        @Schema(description = "ISO 4217 code", examples = "USD")
        String currency,
    @Schema(description = "Left out: every registrar with something to state", nullable = true)
        @Nullable RegistrarId registrar) {}

package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.ledger.Ground;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction that somebody proposes. */
@Schema(name = "AdjustmentDraft")
public record AdjustmentDraft(
    @NotNull UUID promotionId,
    @NotNull RegistrarId registrar,
    @NotNull
        @Schema(
            description = "Above zero where the registrar gains, below where it loses",
            examples = "12.50")
        BigDecimal amount,
    @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code, for example USD")
        @Schema(description = "That of the promotion", examples = "USD")
        String currency,
    @NotNull
        @Schema(
            description =
                "ERROR_CORRECTED; AGREED_PAYMENT, which only gives; FRAUD, which only takes",
            examples = "ERROR_CORRECTED")
        Ground ground,
    @NotBlank
        @Size(min = 10, max = 2000)
        @Schema(
            description = "The ground in words; the registrar reads it on its statement",
            examples = "Six creates of 3 April were not reported to the registry in time.")
        String reason) {}

package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.registrar.RegistrarId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A balance that somebody proposes to give up. */
@Schema(name = "WriteOffDraft")
public record WriteOffDraft(
    @NotNull UUID promotionId,
    @NotNull RegistrarId registrar,
    @NotNull
        @Schema(
            description =
                "CLAIM: what was taken back after it had been settled and the registrar owes;"
                    + " PAYABLE: what the registrar is owed and nobody is there to be paid",
            examples = "CLAIM")
        Balance of,
    @NotNull
        @Positive
        @Schema(description = "Above zero and no more than the balance", examples = "12.50")
        BigDecimal amount,
    @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "is an ISO 4217 code, for example USD")
        @Schema(description = "That of the promotion", examples = "USD")
        String currency,
    @NotBlank
        @Size(min = 10, max = 2000)
        @Schema(
            description = "Why, in words; the registrar reads it on its statement",
            examples = "The registrar was terminated on 3 May and its estate pays nothing.")
        String reason) {

  /** Which balance is given up. */
  @Schema(name = "WriteOffBalance")
  public enum Balance {
    CLAIM,
    PAYABLE
  }
}

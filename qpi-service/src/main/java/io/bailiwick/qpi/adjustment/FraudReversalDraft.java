package io.bailiwick.qpi.adjustment;

import io.bailiwick.common.registrar.RegistrarId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Names whose accruals somebody proposes to take back for fraud. */
@Schema(name = "FraudReversalDraft")
public record FraudReversalDraft(
    @NotNull UUID promotionId,
    @NotNull RegistrarId registrar,
    @NotEmpty
        @Size(max = 1000)
        @Schema(
            description = "A-labels of names that the registrar earned something for",
            examples = "[\"example.org\"]")
        List<@NotBlank @Size(max = 253) String> names,
    @NotBlank
        @Size(min = 10, max = 2000)
        @Schema(
            description = "The finding in words; the registrar reads it on its statement",
            examples = "Registered by the registrar's own staff to reach the next tier.")
        String reason) {

  public FraudReversalDraft {
    names = names == null ? List.of() : List.copyOf(names);
  }
}

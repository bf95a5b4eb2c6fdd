package io.bailiwick.qpi.statement;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a registrar takes its dispute back. */
@Schema(name = "DisputeWithdrawal")
public record DisputeWithdrawal(
    @NotBlank @Size(max = 2000) @Schema(examples = "We found the name in our own records.")
        String reason) {}

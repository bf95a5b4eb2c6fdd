package io.bailiwick.qpi.statement;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a registrar disputes. */
@Schema(name = "DisputeDraft")
public record DisputeDraft(
    @NotNull @Positive @Schema(description = "The line's number on the statement", examples = "9")
        Integer line,
    @NotBlank
        @Size(min = 10, max = 2000)
        @Schema(
            description = "Why",
            examples = "The name was broken into and is clean since 21 April; see our ticket.")
        String reason) {}

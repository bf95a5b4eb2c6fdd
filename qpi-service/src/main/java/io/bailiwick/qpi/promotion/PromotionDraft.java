package io.bailiwick.qpi.promotion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new promotion. */
@Schema(name = "PromotionDraft")
public record PromotionDraft(
    @NotNull
        @Size(max = 63)
        @Pattern(
            regexp = "[a-z0-9]+(-[a-z0-9]+)*",
            message = "is lower-case letters, digits and single hyphens")
        @Schema(description = "Unique", examples = "spring-2026")
        String name,
    @NotBlank @Size(max = 200) @Schema(examples = "Spring creates 2026") String title,
    @Schema(
            description =
                "Published promotion that this one takes the place of from its own start on: terms"
                    + " change in no other way, and forward only")
        @Nullable UUID supersedes,
    @NotNull @Valid TermsDraft terms) {}

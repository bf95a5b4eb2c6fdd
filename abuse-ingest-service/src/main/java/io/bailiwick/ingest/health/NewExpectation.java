package io.bailiwick.ingest.health;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How often a feed is to be expected. */
@Schema(name = "NewFeedExpectation")
public record NewExpectation(
    @NotBlank @Size(max = 40) @Schema(description = "ISO 8601, PT1M to P31D", examples = "PT24H")
        String every,
    @Schema(
            description =
                "Whether each payload holds the whole list, so that a much shorter one is suspicious; it is anyway where entries leave the feed BY_ABSENCE",
            examples = "true")
        boolean wholeList) {}

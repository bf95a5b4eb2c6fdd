package io.bailiwick.ingest.health;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An epoch that a person opens. */
@Schema(name = "NewFeedEpoch")
public record NewEpoch(
    @NotBlank @Schema(examples = "urlhaus-org") String feed,
    @NotNull @Schema(description = "First day, today at the latest", examples = "2026-03-10")
        LocalDate from,
    @NotBlank
        @Size(max = 2000)
        @Schema(examples = "The source announced that it now lists subdomains.")
        String reason) {}

package io.bailiwick.ingest.watch;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A list to be set up. */
@Schema(name = "NewWatchList")
public record NewWatchList(
    @NotNull
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{1,62}",
            message = "is 2 to 63 lower-case letters, digits and hyphens")
        @Schema(description = "Unique", examples = "banks")
        String name,
    @NotBlank @Size(max = 200) @Schema(examples = "Names of banks") String title,
    @Min(0)
        @Max(90)
        @Schema(
            description = "Names created up to so many days ago are watched, too: 0 to 90",
            examples = "0")
        int lookBackDays,
    @NotEmpty @Size(max = WatchLists.MOST_TERMS) List<@Valid @NotNull WatchTerm> terms) {}

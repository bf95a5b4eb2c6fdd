package io.bailiwick.ingest.change;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registrar's month whose tallies may have changed, however often. */
@Schema(name = "TallyChange")
public record TallyChange(
    Month month,
    @Schema(description = "Absent: the domains that count for no registrar", nullable = true)
        @Nullable RegistrarId registrar,
    @Schema(description = "Sequence of its last change", examples = "4711") long sequence,
    @Schema(description = "When that was") Instant at,
    @Schema(description = "Incidents that changed", examples = "12") long incidents,
    @Schema(description = "Why, sorted") List<ChangeCause> causes,
    @Schema(
            description = "As `after` it leads to what changed behind this, now or later",
            examples = "NDcxMR8yMDI2LTAzHzkwMDAx")
        String cursor) {}

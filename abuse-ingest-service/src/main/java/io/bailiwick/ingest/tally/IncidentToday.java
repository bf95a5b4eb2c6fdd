package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Threat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an incident counts today. */
@Schema(name = "IncidentToday", description = "How an incident that was asked for counts today")
public record IncidentToday(
    @Schema(description = "As asked for") UUID id,
    @Schema(
            description = "The one that took it in, which the rest is of; absent where none did",
            nullable = true)
        @Nullable UUID mergedInto,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    @Schema(description = "Month of the opening, UTC") Month month,
    @Schema(description = "Sponsor at the opening", nullable = true)
        @Nullable RegistrarId registrar,
    Threat threat,
    Classification classification,
    Evidence evidence,
    @Schema(description = "Source families that listed it, sorted", examples = "[\"urlhaus\"]")
        List<String> families,
    @Schema(
            description = "Whether it is in the tallies: attributed, not void and not excluded",
            examples = "true")
        boolean tallied) {

  /** Those that were asked for and that the caller may see. */
  @Schema(name = "IncidentsToday")
  public record Answer(
      @Schema(description = "In the order of their identifiers") List<IncidentToday> items) {}
}

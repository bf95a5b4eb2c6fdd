package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Threat;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An incident that is in the tallies of a month, without its name. */
@Schema(
    name = "CountedIncident",
    description = "An incident that is in the tallies of its month; its name is not told")
public record CountedIncident(
    UUID id,
    @Schema(description = "Month of the opening, UTC") Month month,
    @Schema(description = "Counting time of the first observation") Instant openedAt,
    @Schema(description = "Sponsor at the opening") RegistrarId registrar,
    Threat threat,
    Classification classification,
    Evidence evidence,
    @Schema(
            description =
                "The same for incidents of the same domain: tallies count distinct ones. A digest; it says nothing else",
            examples = "-4810233478312334471")
        long subject) {}

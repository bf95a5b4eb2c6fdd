package io.bailiwick.scoring.run;

import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.Threat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An incident behind a score. */
@Schema(
    name = "ScoredIncident",
    description =
        "An incident as it was counted when the snapshot was frozen, and how it counts today")
public record ScoredIncidentView(
    UUID incident,
    @Schema(
            description =
                "Registrable domain; absent for callers who may not read incidents, and where it is no longer kept",
            examples = "example.org")
        @Nullable String name,
    Threat threat,
    @Schema(description = "Then; only MALICIOUS enters the rate") Classification classification,
    @Schema(description = "Then") Evidence evidence,
    @Schema(
            description = "Whether it is in the score's x: malicious, with the policy's evidence",
            examples = "true")
        boolean inTheRate,
    @Schema(
            description = "Source families that list it now; absent like the name",
            examples = "[\"urlhaus\"]")
        @Nullable List<String> families,
    @Schema(
            description =
                "THE_SAME: counts as then. OTHERWISE: counts in another way, see `changes`. NO_MORE: is in no tally now")
        Today today,
    @Schema(
            description = "What is different now, in words; empty where nothing is",
            examples = "[\"It is FALSE_POSITIVE now.\"]")
        List<String> changes,
    @Schema(
            description = "In abuse-ingest-service; absent like the name",
            examples = "/v1/incidents/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90/evidence")
        @Nullable String evidencePath) {

  /** How it counts today. */
  public enum Today {
    THE_SAME,
    OTHERWISE,
    NO_MORE
  }
}

package io.bailiwick.ingest.health;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A reason with a sentence for people. */
@Schema(name = "HealthFinding")
public record HealthFinding(
    HealthReason reason,
    @Schema(examples = "No good fetch for 19 hours; 6 hours are tolerated.") String sentence) {}

package io.bailiwick.qpi.outcome;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a group of names fared. */
@Schema(name = "OutcomeGroup")
public record GroupView(
    CohortGroup group,
    @Schema(description = "Names kept beyond the add grace period", examples = "1500") long names,
    @Schema(description = "Names deleted in the add grace period; in no share", examples = "20")
        long deletedInGrace,
    @Schema(
            description =
                "Renewed, of those that were there when their first term ended; known once the"
                    + " auto-renew grace period has passed")
        ShareView renewal,
    @Schema(
            description =
                "With an incident classified as malicious that was opened in the time after the"
                    + " create that the policy says")
        ShareView abuse) {}

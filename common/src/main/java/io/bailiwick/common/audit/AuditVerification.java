package io.bailiwick.common.audit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Result of walking the whole chain. */
public record AuditVerification(
    @Schema(description = "Whether every link and every content still there is as it was written")
        boolean valid,
    @Schema(description = "Entries walked") long entries,
    @Schema(description = "Entries whose content was redacted, with an entry that says so")
        long redacted,
    @Schema(
            description =
                "Hash of the newest entry, hexadecimal: keep it elsewhere to prove later that nothing before it changed")
        String headHash,
    @Schema(description = "What is wrong, at the first fault", nullable = true)
        @Nullable String fault) {}

package io.bailiwick.ingest.register;

import io.bailiwick.ingest.rejection.RejectionReason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of a batch that was not accepted. */
@Schema(name = "RegisterRejection")
public record RegisterRejection(
    @Schema(description = "Line in the expanded content, from 1", examples = "17") long line,
    RejectionReason reason,
    @Schema(examples = "occurredAt is no date and time with a zone.") String detail,
    @Schema(description = "The row as received, at most 2,000 characters of it") String raw) {}

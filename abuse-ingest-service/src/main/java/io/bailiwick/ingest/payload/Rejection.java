package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.rejection.RejectionReason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row that was not accepted. */
@Schema(name = "Rejection")
public record Rejection(
    @Schema(description = "Line in the expanded payload, from 1", examples = "17") long line,
    @Schema(description = "Which of the rows that begin on this line, from 1", examples = "1")
        long part,
    RejectionReason reason,
    @Schema(examples = "The host is an IP address.") String detail,
    @Schema(
            description = "The row as received, at most 2,000 characters of it",
            examples = "http://192.0.2.1/x")
        String raw,
    @Schema(description = "Whether a replay accepted it later") boolean acceptedLater) {}

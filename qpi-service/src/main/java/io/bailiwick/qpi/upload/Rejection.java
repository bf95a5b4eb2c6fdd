package io.bailiwick.qpi.upload;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row that was not accepted. */
@Schema(name = "RejectedRow")
public record Rejection(
    @Schema(description = "In the upload, from 1, the header included", examples = "7") long line,
    RejectionReason reason,
    @Schema(examples = "registrar is an IANA ID") String detail) {}

package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.rejection.RejectionReason;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of a deposit that was not accepted. */
@Schema(name = "DepositRejection")
public record DepositRejection(
    @Schema(description = "Running number within the deposit") long number,
    @Schema(description = "Table", examples = "domain") String csv,
    @Schema(description = "Line in its file, from 1") long line,
    RejectionReason reason,
    String detail,
    @Schema(description = "The row, at most 2,000 characters of it") String raw) {}

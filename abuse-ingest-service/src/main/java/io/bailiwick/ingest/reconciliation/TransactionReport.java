package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A monthly registrar transactions report as received. */
@Schema(name = "TransactionReport")
public record TransactionReport(
    UUID id,
    @Schema(examples = "org") String tld,
    Month month,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    @Schema(description = "As received", examples = "48211") long bytes,
    @Schema(description = "Rows, the totals left out", examples = "512") long registrars,
    @Schema(description = "Business time") Instant receivedAt,
    String receivedBy,
    @Schema(description = "The report that it corrects", nullable = true) @Nullable UUID supersedes,
    @Schema(description = "The report that corrects it; absent while it stands", nullable = true)
        @Nullable UUID supersededBy) {}

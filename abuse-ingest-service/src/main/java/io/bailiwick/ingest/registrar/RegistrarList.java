package io.bailiwick.ingest.registrar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dated snapshot of IANA's list. */
@Schema(name = "RegistrarList")
public record RegistrarList(
    UUID id,
    @Schema(description = "Day as of which it speaks", examples = "2026-03-02") LocalDate asOf,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    @Schema(examples = "4177") long entries,
    @Schema(description = "Business time") Instant receivedAt,
    String receivedBy) {}

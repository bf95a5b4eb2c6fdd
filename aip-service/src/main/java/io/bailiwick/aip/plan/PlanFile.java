package io.bailiwick.aip.plan;

import io.bailiwick.common.attachment.AttachmentType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that belongs to a plan. */
@Schema(name = "PlanFile")
public record PlanFile(
    UUID id,
    @Schema(description = "Made safe", examples = "verification.pdf") String name,
    @Schema(description = "Told by the content") AttachmentType type,
    @Schema(description = "Bytes", examples = "48213") int size,
    @Schema(description = "SHA-256 of the bytes") String sha256,
    @Schema(examples = "registrar-90001") String uploadedBy,
    Instant uploadedAt) {}

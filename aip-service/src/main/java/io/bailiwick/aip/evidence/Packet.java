package io.bailiwick.aip.evidence;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A frozen packet, without its document. */
@Schema(name = "EvidencePacket")
public record Packet(
    UUID id,
    UUID noticeId,
    UUID caseId,
    RegistrarId registrar,
    UUID incidentId,
    @Schema(description = "Registrable domain in A-labels", examples = "example.org") String name,
    @Schema(description = "Of the bytes of the document, also where it is erased") String sha256,
    @Schema(description = "Bytes", examples = "2210") int size,
    Instant frozenAt,
    @Schema(description = "Why its document is gone; absent: it is there", nullable = true)
        @Nullable ErasureCause erased,
    @Schema(nullable = true, examples = "Names a private person.") @Nullable String erasureReason) {

  /** Why a document is gone. */
  @Schema(name = "ErasureCause")
  public enum ErasureCause {
    REDACTED,
    RETENTION
  }
}

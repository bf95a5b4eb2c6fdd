package io.bailiwick.ingest.zone;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A zone file as received, and how it agrees with the register. */
@Schema(name = "ZoneFile")
public record ZoneFile(
    UUID id,
    @Schema(examples = "org") String tld,
    @Schema(description = "Day as of which it speaks, UTC", examples = "2026-03-02") LocalDate day,
    @Schema(description = "Of the SOA record", examples = "2026030201") long serial,
    @Schema(description = "Of the bytes as received, hexadecimal") String sha256,
    @Schema(description = "As received") long bytes,
    @Schema(description = "Resource records in it") long records,
    @Schema(description = "Names one label below the apex that are delegated") long delegated,
    @Schema(description = "Those of them with a DS record") long signed,
    @Schema(description = "Business time") Instant receivedAt,
    String receivedBy,
    @Schema(description = "What is only in the zone, or only in the register, by reason")
        List<Difference> differences) {

  /** Names by reason. */
  @Schema(name = "ZoneDifference")
  public record Difference(Reason reason, @Schema(examples = "12") long names) {}

  /** Why a name is in one of the two only. */
  @Schema(name = "ZoneDifferenceReason")
  public enum Reason {
    /** In the zone; the register never had it by then. */
    NOT_REGISTERED,
    /** In the zone; its registration had ended before the day. */
    PURGED,
    /** In the register, on clientHold or serverHold. */
    ON_HOLD,
    /** In the register, deleted and not purged yet. */
    PENDING_DELETE,
    /** In the register, waiting for its creation. */
    PENDING_CREATE,
    /** In the register without name servers, by its status. */
    INACTIVE,
    /** In the register, not in the zone, and no status says why. */
    UNEXPLAINED
  }
}

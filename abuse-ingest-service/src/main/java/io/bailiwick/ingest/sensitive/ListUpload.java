package io.bailiwick.ingest.sensitive;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a list that was sent: numbers only. */
@Schema(name = "SensitiveListUpload")
public record ListUpload(
    UUID id,
    SensitiveList list,
    Mode mode,
    @Schema(description = "Which key made the digests", examples = "5f2b7c0d9e8a1b34") String keyId,
    Instant at,
    @Schema(description = "Values in the list = added + known + elsewhere + unusable")
        long rowsRead,
    @Schema(description = "Entries that were not there before") long added,
    @Schema(description = "Values that were there already, or came twice in the list") long known,
    @Schema(description = "Names that are not under a zone of this registry; not kept")
        long elsewhere,
    @Schema(description = "Values that are no name, or no single label in a label list")
        long unusable,
    @Schema(description = "Entries that a REPLACE took out") long removed) {

  /** How a list is meant. */
  @Schema(name = "SensitiveListMode")
  public enum Mode {
    /** More entries. */
    ADD,
    /** The whole list: what it does not hold goes, also what an older key digested. */
    REPLACE
  }
}

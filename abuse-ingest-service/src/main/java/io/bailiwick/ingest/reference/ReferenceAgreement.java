package io.bailiwick.ingest.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a list and ours agree on a day. */
@Schema(name = "ReferenceAgreement")
public record ReferenceAgreement(
    @Schema(description = "Their list; the newest that came for the day") UUID list,
    @Schema(examples = "org") String tld,
    LocalDate day,
    @Schema(description = "Distinct names that they list", examples = "120") long theirs,
    @Schema(description = "Distinct names that we list", examples = "130") long ours,
    @Schema(examples = "100") long both,
    List<Count> differences) {

  /** Names by side and reason. */
  @Schema(name = "ReferenceDifferenceCount")
  public record Count(
      ReferenceDifference.Side side, ReferenceDifference.Reason reason, long names) {}
}

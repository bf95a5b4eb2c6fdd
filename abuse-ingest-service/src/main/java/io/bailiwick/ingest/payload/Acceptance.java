package io.bailiwick.ingest.payload;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person's word that a payload that was taken for truncated is the whole list. */
@Schema(name = "PayloadAcceptance")
record Acceptance(
    UUID payload,
    @Schema(examples = "The source has dropped its old entries, and says so on its page of 2 March")
        String reason,
    @Schema(description = "Business time") Instant acceptedAt,
    @Schema(examples = "dana") String acceptedBy,
    Effect effect) {

  /** What it has changed. */
  @Schema(name = "PayloadAcceptanceEffect", description = "What it has changed")
  record Effect(
      @Schema(
              description = "Listed entries that count as missing from the fetch of the payload on",
              examples = "21")
          long missing,
      @Schema(
              description =
                  "Those of them that are missing for long enough, and have left the list")
          long delisted) {}
}

package io.bailiwick.ingest.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An incident with the listings that it rests on. */
@Schema(name = "IncidentDetail")
public record IncidentDetail(
    @JsonUnwrapped Incident incident,
    @Schema(description = "What a person decided; absent where none did", nullable = true)
        @Nullable Decision decision,
    @Schema(description = "What happened in its course, in order; at most 1,000")
        List<IncidentEvent> history,
    @Schema(description = "Listings, oldest first; at most 1,000") List<Observation> listings) {

  /** A person's classification. */
  @Schema(name = "ClassificationDecision")
  public record Decision(Classification classification, String reason, String by, Instant at) {}

  /** One listing, down to the line of the payload. */
  @Schema(name = "Observation")
  public record Observation(
      @Schema(description = "Feed", examples = "urlhaus-org") String feed,
      @Schema(description = "Source family of the feed", examples = "urlhaus") String family,
      @Schema(description = "The source's own time", nullable = true) @Nullable Instant sourceTime,
      Instant fetchedAt,
      Instant countingTime,
      UUID payloadId,
      @Schema(description = "SHA-256 of the payload as received") String payloadSha256,
      @Schema(description = "Line in the expanded payload, from 1") long line,
      @Schema(description = "As reported", examples = "hxxps://login[.]example[.]org/x")
          String value) {}
}

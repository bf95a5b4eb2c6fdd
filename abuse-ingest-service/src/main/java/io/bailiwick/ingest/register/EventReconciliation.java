package io.bailiwick.ingest.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.ingest.registration.RegistrationEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Streamed events of a day beside what its deposits show. */
@Schema(name = "EventReconciliation")
public record EventReconciliation(
    LocalDate day,
    @Schema(description = "Whether every zone has a deposit for the day and the two agree")
        boolean agrees,
    List<Zone> zones) {

  /** One zone. */
  @Schema(name = "EventReconciliationZone")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Zone(
      @Schema(examples = "org") String tld,
      @Schema(
              description =
                  "From the deposit before until that of the day; absent while the day has none, or none before it",
              nullable = true)
          @Nullable Instant from,
      @Schema(description = "Exclusive", nullable = true) @Nullable Instant until,
      List<Count> counts,
      @Schema(description = "At most 1,000") List<Difference> differences) {}

  /** By kind; deletes within and after the grace period are one. */
  @Schema(name = "EventReconciliationCount")
  public record Count(RegistrationEvent.Type type, long streamed, long shown) {}

  /** A fact that only one of the two tells. */
  @Schema(name = "EventDifference")
  public record Difference(
      Side side,
      RegistrationEvent.Type type,
      @Schema(examples = "example.org") String name,
      @Schema(examples = "D10293-ORG") String roid) {}

  /** Who tells it. */
  @Schema(name = "EventDifferenceSide")
  public enum Side {
    /** The deposit does not show it; what came and went between two deposits no deposit shows. */
    STREAMED_ONLY,
    SHOWN_ONLY
  }
}

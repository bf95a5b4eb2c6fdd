package io.bailiwick.ingest.exclusion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That a name counts for nobody for a time. */
@Schema(name = "Exclusion")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Exclusion(
    UUID id,
    @Schema(description = "A-label", examples = "example.org") String name,
    Reason reason,
    @Schema(description = "First day, UTC", examples = "2026-03-02") LocalDate from,
    @Schema(description = "Exclusive; absent: until now", nullable = true)
        @Nullable LocalDate until,
    @Schema(examples = "Seized by the order of 2 March") String note,
    String enteredBy,
    @Schema(description = "Business time") Instant enteredAt,
    @Schema(description = "Who ended it", nullable = true) @Nullable String endedBy,
    @Schema(nullable = true) @Nullable Instant endedAt) {

  /** Why. */
  @Schema(name = "ExclusionReason")
  public enum Reason {
    /** By order of a court or an authority. */
    SEIZED,
    /** Points at a sinkhole that researchers or authorities run. */
    SINKHOLED,
    REGISTRY_HELD,
    TEST
  }
}

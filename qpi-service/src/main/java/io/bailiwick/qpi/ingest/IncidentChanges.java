package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of changes of incidents, oldest first.
 *
 * @param next cursor of the next page; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IncidentChanges(List<Change> items, @Nullable String next) {

  /**
   * A change.
   *
   * @param cause PERSON and CORRECTION are what people decided
   * @param cursor leads to the changes behind this one, now or later
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Change(long sequence, UUID incidentId, String cause, Instant at, String cursor) {

    /** Whether a person decided something by it. */
    public boolean isDecision() {
      return cause.equals("PERSON") || cause.equals("CORRECTION");
    }
  }
}

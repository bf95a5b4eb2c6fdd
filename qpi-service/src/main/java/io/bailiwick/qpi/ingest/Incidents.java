package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents as they are now. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Incidents(List<Incident> items) {

  /**
   * An incident.
   *
   * @param roid of the registration; null where none is known
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Incident(
      UUID id,
      String name,
      @Nullable String roid,
      String threat,
      Instant openedAt,
      String classification,
      String evidence) {

    /** Whether somebody looked at it and found that the name was registered for the abuse. */
    public boolean isValidatedMalicious() {
      return classification.equals("MALICIOUS") && evidence.equals("VALIDATED");
    }
  }
}

package io.bailiwick.aip.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A contest of one incident, as abuse-ingest-service keeps and decides it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Contest(UUID id, UUID incidentId, String name, State state, Instant filedAt) {
  /** Refuses a contest without its parts. */
  public Contest {
    Objects.requireNonNull(id);
    Objects.requireNonNull(incidentId);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    Objects.requireNonNull(filedAt);
  }

  /** Where it stands. */
  public enum State {
    FILED,
    MORE_INFORMATION_ASKED,
    ACCEPTED,
    REFUSED,
    WITHDRAWN;

    /** Whether nobody has decided it. */
    public boolean isOpen() {
      return this == FILED || this == MORE_INFORMATION_ASKED;
    }
  }
}

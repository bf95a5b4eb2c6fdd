package io.bailiwick.aip.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.time.Month;
import java.util.Objects;
import java.util.UUID;

/** What is read of a scoring run. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Run(UUID id, Month month, int version, String snapshotSha256, int policyVersion) {
  /** Refuses an answer with a gap. */
  public Run {
    Objects.requireNonNull(id);
    Objects.requireNonNull(month);
    Objects.requireNonNull(snapshotSha256);
  }
}

package io.bailiwick.aip.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.LocalDate;
import java.util.Objects;

/** How many names a registrar created on a day (UTC). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Creates(LocalDate day, RegistrarId registrar, long creates) {
  /** Refuses a count without its parts. */
  public Creates {
    Objects.requireNonNull(day);
    Objects.requireNonNull(registrar);
  }
}

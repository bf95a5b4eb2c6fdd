package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose tallies of a month may have changed, as ingest answers {@code GET /v1/tallies/changed}.
 *
 * @param version of the tallies now
 * @param registrars null: that is not known, and everybody's may have
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChangedTallies(Month month, String version, @Nullable List<RegistrarId> registrars) {

  /** Refuses an answer without its parts. */
  public ChangedTallies {
    Objects.requireNonNull(month);
    Objects.requireNonNull(version);
    registrars = registrars == null ? null : List.copyOf(registrars);
  }
}

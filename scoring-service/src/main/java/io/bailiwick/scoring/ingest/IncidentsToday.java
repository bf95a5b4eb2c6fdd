package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How incidents count now, as ingest answers {@code POST /v1/tallies/incidents/today}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IncidentsToday(List<Today> items) {

  /** Refuses an answer without its list. */
  public IncidentsToday {
    items = List.copyOf(items);
  }

  /** Which are asked for; at most 1,000. */
  public record Question(List<UUID> ids) {}

  /**
   * One incident.
   *
   * @param id as asked for
   * @param mergedInto the one that took it in, which the rest is of; null where none did
   * @param registrar null where none is known any more
   * @param tallied whether it is in the tallies of its month
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Today(
      UUID id,
      @Nullable UUID mergedInto,
      String name,
      Month month,
      @Nullable RegistrarId registrar,
      Threat threat,
      Classification classification,
      Evidence evidence,
      List<String> families,
      Boolean tallied) {

    /** Refuses an answer without its parts. */
    public Today {
      Objects.requireNonNull(id);
      Objects.requireNonNull(name);
      Objects.requireNonNull(month);
      Objects.requireNonNull(threat);
      Objects.requireNonNull(classification);
      Objects.requireNonNull(evidence);
      Objects.requireNonNull(tallied);
      families = List.copyOf(families);
    }
  }
}

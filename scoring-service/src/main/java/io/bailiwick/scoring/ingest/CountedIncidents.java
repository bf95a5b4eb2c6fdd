package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of the incidents in a month's tallies, as ingest answers {@code GET
 * /v1/tallies/incidents}.
 *
 * @param next cursor of the next page; null on the last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CountedIncidents(List<Counted> items, @Nullable String next)
    implements PeerPage<CountedIncidents.Counted> {

  /** Refuses an answer without its list: a gap must not look like none. */
  public CountedIncidents {
    items = List.copyOf(items);
  }

  /**
   * One incident.
   *
   * @param subject the same for incidents of the same domain
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Counted(
      UUID id,
      Month month,
      RegistrarId registrar,
      Threat threat,
      Classification classification,
      Evidence evidence,
      Long subject) {

    /** Refuses an answer without its parts. */
    public Counted {
      Objects.requireNonNull(id);
      Objects.requireNonNull(month);
      Objects.requireNonNull(registrar);
      Objects.requireNonNull(threat);
      Objects.requireNonNull(classification);
      Objects.requireNonNull(evidence);
      Objects.requireNonNull(subject);
    }
  }
}

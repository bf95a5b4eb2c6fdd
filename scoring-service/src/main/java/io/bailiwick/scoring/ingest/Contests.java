package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Contests of incidents, as ingest answers {@code GET /v1/corrections}. What is claimed and decided
 * stays there.
 *
 * @param next absent on the last page
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Contests(List<Contest> items, @Nullable String next)
    implements PeerPage<Contests.Contest> {

  /** Refuses an answer without its list: it must not look like "nothing is contested". */
  public Contests {
    items = List.copyOf(items);
  }

  /**
   * One contest.
   *
   * @param month that the incident counted in when it was filed
   * @param registrar that the incident counted for when it was filed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Contest(
      UUID id, UUID incidentId, Month month, @Nullable RegistrarId registrar, Instant filedAt) {

    /** Refuses a contest without its parts. */
    public Contest {
      Objects.requireNonNull(id);
      Objects.requireNonNull(incidentId);
      Objects.requireNonNull(month);
      Objects.requireNonNull(filedAt);
    }
  }
}

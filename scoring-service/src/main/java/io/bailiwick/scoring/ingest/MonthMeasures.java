package io.bailiwick.scoring.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Evidence;
import java.util.List;
import java.util.Objects;

/**
 * The cohorts of one month, of all zones and classes together: the sums of what ingest says of each
 * zone.
 *
 * @param cohortDays days after its creation within which a name of the cohort counts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MonthMeasures(Month month, int cohortDays, List<OfRegistrar> registrars) {

  /** Refuses an answer without its list. */
  public MonthMeasures {
    Objects.requireNonNull(month);
    registrars = List.copyOf(registrars);
  }

  /** One registrar's; those of whom there is nothing to say are left out. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfRegistrar(RegistrarId registrar, List<Cohort> cohort) {

    /** Refuses an answer without its parts. */
    public OfRegistrar {
      Objects.requireNonNull(registrar);
      cohort = List.copyOf(cohort);
    }
  }

  /** Names created in the month that turned out malicious, with at least so much evidence. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cohort(Evidence minimumEvidence, long domains) {}
}

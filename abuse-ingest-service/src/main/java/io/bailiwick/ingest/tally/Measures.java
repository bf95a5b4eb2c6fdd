package io.bailiwick.ingest.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Mitigation;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What else is measured of a month beside its tallies: cohort, stock and survival. */
@Schema(name = "Measures")
public record Measures(
    Month month,
    @Schema(
            description = "Days after its creation within which a name of the cohort counts",
            examples = "30")
        int cohortDays,
    @Schema(
            description = "Hours after which an incident that lives on is no longer watched",
            examples = "720")
        int horizonHours,
    @Schema(description = "By IANA ID; registrars of which there is nothing to say are left out")
        List<OfRegistrar> registrars) {

  /** One registrar's. */
  @Schema(name = "RegistrarMeasures")
  public record OfRegistrar(
      RegistrarId registrar,
      @Schema(description = "Names that it created in the month and that turned out malicious")
          List<Cohort> cohort,
      @Schema(
              description =
                  "Malicious names in its hands that were listed and in the zone, day by day")
          List<Stock> stock,
      @Schema(
              description =
                  "How long incidents of the month lived, on two clocks; equal ones are one row")
          List<Survival> survival) {}

  /** Of at least so much evidence. */
  @Schema(name = "CohortMeasure")
  public record Cohort(
      Evidence minimumEvidence,
      @Schema(
              description = "Names created in the month with a malicious incident within the days",
              examples = "9")
          long domains) {}

  /** Of at least so much evidence. */
  @Schema(name = "StockMeasure")
  public record Stock(
      Evidence minimumEvidence,
      @Schema(description = "Names at the end of each day of the month", examples = "[2, 2, 3]")
          List<Long> daily) {}

  /** Incidents that began in the month and went the same way. */
  @Schema(name = "SurvivalMeasure")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Survival(
      Clock clock,
      Classification classification,
      @Schema(description = "Exactly this evidence") Evidence evidence,
      @Schema(
              description = "To the end, or as far as it was watched; to a tenth",
              examples = "31.5")
          BigDecimal hours,
      @Schema(
              description =
                  "What ended it; null: it was not seen to end (still there, handed to another sponsor, or past the horizon)",
              nullable = true)
          Mitigation.@Nullable Action action,
      @Schema(nullable = true) Mitigation.@Nullable Actor actor,
      @Schema(examples = "3") long incidents) {}

  /** From when the hours run. */
  @Schema(name = "SurvivalClock")
  public enum Clock {
    /** The first listing: how long victims are exposed. */
    LISTING,
    /**
     * The first proven notification of the sponsor: what it answers for. Others are not on this
     * clock.
     */
    NOTIFICATION
  }
}

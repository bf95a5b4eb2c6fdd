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

/** Stock and survival of a month, zone by zone and class by class. */
@Schema(name = "ZoneMeasures")
public record ZoneMeasures(
    Month month,
    @Schema(
            description = "Hours after which an incident that lives on is no longer watched",
            examples = "720")
        int horizonHours,
    @Schema(
            description =
                "By IANA ID and zone; registrars of which there is nothing to say are left out")
        List<OfRegistrar> registrars,
    @Schema(description = Part.TOLD, examples = "[90001]", nullable = true)
        @Nullable List<RegistrarId> changed) {

  /** One registrar's in one zone. */
  @Schema(name = "RegistrarZoneMeasures")
  public record OfRegistrar(
      RegistrarId registrar,
      @Schema(examples = "org") String tld,
      @Schema(
              description =
                  "Malicious names in its hands that were listed and in the zone, day by day")
          List<Stock> stock,
      @Schema(
              description =
                  "How long incidents of the month lived, on two clocks; those that went the same way are one row")
          List<Survival> survival) {}

  /** Of one threat and at least so much evidence. */
  @Schema(name = "ZoneStock")
  public record Stock(
      @Schema(description = "TOTAL counts a domain once a day, whatever its threats")
          Tallies.TallyThreat threat,
      Evidence minimumEvidence,
      @Schema(description = "Different names at the end of any day of the month", examples = "4")
          long names,
      @Schema(description = "Names at the end of each day of the month", examples = "[2, 2, 3]")
          List<Long> daily) {}

  /** Incidents of one threat that began in the month and went the same way. */
  @Schema(name = "ZoneSurvival")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Survival(
      @Schema(description = "An incident has one threat; all of them together are the total")
          Tallies.TallyThreat threat,
      Measures.Clock clock,
      Classification classification,
      @Schema(description = "Exactly this evidence") Evidence evidence,
      @Schema(
              description =
                  "What ended them; null: they were not seen to end (still there, handed to another sponsor, or past the horizon)",
              nullable = true)
          Mitigation.@Nullable Action action,
      @Schema(nullable = true) Mitigation.@Nullable Actor actor,
      @Schema(
              description =
                  "To the end, or as far as they were watched; to a tenth, ascending, no two equal",
              examples = "[2.5, 31.5]")
          List<BigDecimal> hours,
      @Schema(
              description = "How many lived so long, one for each of the hours",
              examples = "[1, 3]")
          List<Long> incidents) {}
}

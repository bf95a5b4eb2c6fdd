package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of a month, zone by zone and class by class. A name lies in one zone, so that the
 * zones' figures of one registrar and class add up to those of the registrar.
 */
@Schema(name = "ZoneTallies")
public record ZoneTallies(
    Month month,
    @Schema(examples = "31") int daysInMonth,
    @Schema(
            description = "Days after its creation within which a name of the cohort counts",
            examples = "30")
        int cohortDays,
    @Schema(description = "The zones that there are data of, by name") List<Zone> zones,
    @Schema(description = "Registrars with names or incidents in a zone, by IANA ID and zone")
        List<OfRegistrar> registrars,
    @Schema(description = Part.TOLD, examples = "[90001]", nullable = true)
        @Nullable List<RegistrarId> changed) {

  /** A zone of the registry. */
  @Schema(name = "TalliedZone")
  public record Zone(
      @Schema(examples = "org") String tld,
      @Schema(
              description = "Days of the month whose names under management no deposit of it shows",
              examples = "[\"2026-03-07\"]")
          List<LocalDate> missingDays) {}

  /** One registrar's in one zone. */
  @Schema(name = "ZoneTally")
  public record OfRegistrar(
      RegistrarId registrar,
      @Schema(
              description =
                  "Family of accreditations at the end of the month; absent where in none",
              examples = "example-group",
              nullable = true)
          @Nullable String registrarFamily,
      @Schema(examples = "org") String tld,
      @Schema(
              description =
                  "Sum of end-of-day domains under management over the days with evidence, names left out on the days on which they were excluded")
          long dumSum,
      @Schema(description = "Names that it created in the month, add grace deletes included")
          long creates,
      @Schema(description = "Those of them that were not deleted within their add grace period")
          long createsKept,
      @Schema(description = "Names deleted in the month within their add grace period")
          long agpDeletes,
      @Schema(description = "Distinct domains with an incident opened in the month; zeros left out")
          List<Count> tallies,
      @Schema(
              description =
                  "Names that it created in the month and that were malicious within the days, whoever sponsored them by then; zeros left out")
          List<Cohort> cohort) {}

  /** Distinct domains by how well they are supported: each figure is part of the one before it. */
  @Schema(name = "ZoneCount")
  public record Count(
      @Schema(description = "TOTAL counts a domain once, whatever its threats")
          Tallies.TallyThreat threat,
      Classification classification,
      @Schema(description = "Listed by one source family or more", examples = "9") long listed,
      @Schema(description = "By two or more, or looked at by a person", examples = "7")
          long corroborated,
      @Schema(description = "Looked at by a person", examples = "2") long validated) {}

  /** Names of the cohort that turned out malicious, by how well they are supported. */
  @Schema(name = "ZoneCohort")
  public record Cohort(
      Tallies.TallyThreat threat,
      @Schema(examples = "4") long listed,
      @Schema(examples = "3") long corroborated,
      @Schema(examples = "0") long validated) {}
}

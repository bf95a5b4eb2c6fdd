package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.registrar.RegistrarKind;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Abused names per registrar in a month, with the exposure that they are measured against. */
@Schema(name = "Tallies")
public record Tallies(
    Month month,
    @Schema(examples = "31") int daysInMonth,
    @Schema(description = "Days whose domains under management a deposit shows", examples = "30")
        int daysWithEvidence,
    @Schema(description = "Days without", examples = "[\"2026-03-07\"]")
        List<LocalDate> missingDays,
    @Schema(description = "Registrars with names or incidents in the month, by IANA ID")
        List<OfRegistrar> registrars,
    @Schema(
            description =
                "Distinct domains with an incident of the month that no registration is known for; in no rate")
        long unattributedDomains,
    @Schema(
            description =
                "Distinct domains with an incident of the month that was opened while the domain was excluded; in no rate")
        long excludedDomains,
    @Schema(description = "Number of the last change among the incidents of the month")
        long sequence,
    @Schema(description = Part.TOLD, examples = "[90001]", nullable = true)
        @Nullable List<RegistrarId> changed) {

  /** One registrar's. */
  @Schema(name = "RegistrarTally")
  public record OfRegistrar(
      RegistrarId registrar,
      @Schema(description = "At the end of the month", examples = "Example Registrar, Inc.")
          String name,
      @Schema(description = "At the end of the month; only an accredited one passes through gates")
          RegistrarKind kind,
      @Schema(
              description =
                  "Family of accreditations at the end of the month; absent where in none",
              examples = "example-group",
              nullable = true)
          @Nullable String registrarFamily,
      @Schema(
              description =
                  "Sum of end-of-day domains under management over the days with evidence, names left out on the days on which they were excluded")
          long dumSum,
      @Schema(description = "The same with the excluded names, as the monthly report counts")
          long grossDumSum,
      @Schema(description = "Days with evidence") int days,
      @Schema(description = "Names that it created in the month, add grace deletes included")
          long creates,
      @Schema(description = "Those of them that were not deleted within their add grace period")
          long createsKept,
      @Schema(description = "Names deleted in the month within their add grace period")
          long agpDeletes,
      @Schema(description = "Distinct domains with an incident opened in the month; zeros left out")
          List<Tally> tallies,
      @Schema(description = "Distinct domains with a malicious incident, by source family")
          List<FamilyTally> families,
      @Schema(
              description =
                  "Malicious domains that were registered together are one cluster: what one actor did at one time. A domain that was registered alone is one by itself")
          List<ClusterTally> clusters) {}

  /**
   * Distinct domains with at least so much evidence: VALIDATED is part of CORROBORATED, and that of
   * LISTED.
   */
  @Schema(name = "Tally")
  public record Tally(
      @Schema(description = "TOTAL counts a domain once, whatever its threats") TallyThreat threat,
      Classification classification,
      Evidence minimumEvidence,
      @Schema(examples = "7") long domains) {}

  /** Of one source family. */
  @Schema(name = "FamilyTally")
  public record FamilyTally(
      @Schema(examples = "urlhaus") String family,
      Evidence minimumEvidence,
      @Schema(description = "Domains with a malicious incident that it names", examples = "7")
          long domains,
      @Schema(
              description =
                  "Malicious domains that would no longer have so much evidence if the family were left out",
              examples = "2")
          long onlyByIt) {}

  /** Malicious domains with at least so much evidence. */
  @Schema(name = "ClusterTally")
  public record ClusterTally(
      @Schema(
              description =
                  "The same in every month of one time of asking; it may change when more names are listed",
              examples = "120034")
          long cluster,
      Evidence minimumEvidence,
      @Schema(examples = "60") long domains) {}

  /** A threat, or all of them together. */
  @Schema(name = "TallyThreat")
  public enum TallyThreat {
    PHISHING,
    MALWARE,
    BOTNET,
    PHARMING,
    SPAM,
    TOTAL
  }
}

package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.Sensitivity;
import io.bailiwick.scoring.gate.Variant;
import io.bailiwick.scoring.ingest.Threat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A score as it is shown. Rates and bounds are per 10,000 names and month, rounded half up by the
 * policy's places.
 */
@Schema(
    name = "Score",
    description =
        "How much abuse one registrar had in one month, and what follows. Rates and bounds are per 10,000 names and month;"
            + " they are absent where there is no name, or a day without evidence of domains under management")
public record ScoreView(
    UUID runId,
    @Schema(examples = "1") int runVersion,
    Month month,
    RegistrarId registrar,
    @Schema(examples = "Meadow Names") String registrarName,
    @Schema(
            description =
                "x: distinct malicious domains whose incident opened in the month, with at least the policy's evidence",
            examples = "12")
        long domains,
    @Schema(
            description =
                "Sum of the domains under management at the end of each day with evidence",
            examples = "155000")
        long dumSum,
    @Schema(description = "Days of the month with evidence", examples = "31") int days,
    @Schema(description = "n: mean domains under management", examples = "5000")
        @Nullable BigDecimal meanDum,
    @Schema(description = "10,000 x / n, rounded once from the exact fraction", examples = "24")
        @Nullable BigDecimal ratePer10k,
    @Schema(description = "Wilson, two-sided 95 %; for display", examples = "13.7347")
        @Nullable BigDecimal wilsonLower,
    @Schema(description = "Wilson, two-sided 95 %; for display", examples = "41.9055")
        @Nullable BigDecimal wilsonUpper,
    @Schema(description = "Clopper and Pearson, two-sided 95 %", examples = "12.4071")
        @Nullable BigDecimal clopperPearsonLower,
    @Schema(description = "Clopper and Pearson, two-sided 95 %", examples = "41.8856")
        @Nullable BigDecimal clopperPearsonUpper,
    @Schema(
            description = "One-sided 95 %; the intervention gate compares it with T_a",
            examples = "13.8541")
        @Nullable BigDecimal clopperPearsonLowerOneSided,
    @Schema(description = "One-sided 95 %, of this month alone", examples = "38.8562")
        @Nullable BigDecimal clopperPearsonUpperOneSided,
    @Schema(description = "Independent source families that named the domains", examples = "3")
        int families,
    @Schema(description = "Whether the policy's waiting time after the month had passed")
        boolean mature,
    GateView reward,
    GateView intervention,
    @Schema(
            description =
                "Whether the registrar is worth an eye; nothing follows from it. Absent in scores made before there was this gate")
        @Nullable GateView watch,
    @Schema(
            description =
                "Of the domains that a person looked at, in the month as far as it was seen; exempt from maturity. Absent in"
                    + " scores made before there was this gate")
        @Nullable GateView acute,
    @Schema(
            description =
                "Whether abuse has been low for long enough to close a case. Absent in scores made before there was this gate")
        @Nullable GateView exit,
    @Schema(
            description =
                "Whether the intervention gate would say the opposite if the months were counted otherwise",
            examples = "false")
        @Nullable Boolean fragile,
    @Schema(description = "The other ways to count, and what the intervention gate would say")
        @Nullable List<SensitivityView> sensitivity,
    Split split,
    @Schema(
            description = "Malicious domains by class of abuse; a domain of two classes is in both",
            examples =
                "{\"BOTNET\": 0, \"MALWARE\": 5, \"PHARMING\": 0, \"PHISHING\": 8, \"SPAM\": 0}")
        SortedMap<Threat, Long> byThreat,
    @Schema(description = "What the rate is made from. Absent in scores made before it was kept")
        @Nullable Basis basis,
    @Schema(examples = "1") int policyVersion,
    @Schema(description = "SHA-256 of the snapshot that this was made from")
        String snapshotSha256) {

  /**
   * As a registrar may see it: without numbers that give other registrars away. What is stored
   * stays as it is.
   */
  ScoreView toldBy(Disclosure disclosure) {
    return new ScoreView(
        runId,
        runVersion,
        month,
        registrar,
        registrarName,
        domains,
        dumSum,
        days,
        meanDum,
        ratePer10k,
        wilsonLower,
        wilsonUpper,
        clopperPearsonLower,
        clopperPearsonUpper,
        clopperPearsonLowerOneSided,
        clopperPearsonUpperOneSided,
        families,
        mature,
        reward.toldBy(disclosure),
        intervention.toldBy(disclosure),
        toldBy(watch, disclosure),
        toldBy(acute, disclosure),
        toldBy(exit, disclosure),
        fragile,
        sensitivity,
        split,
        byThreat,
        basis,
        policyVersion,
        snapshotSha256);
  }

  private static @Nullable GateView toldBy(@Nullable GateView gate, Disclosure disclosure) {
    return gate == null ? null : gate.toldBy(disclosure);
  }

  /** What the intervention gate would say if the months were counted in another way. */
  @Schema(name = "Sensitivity")
  public record SensitivityView(
      @Schema(
              description =
                  "WITHOUT_FAMILY: without the domains that would lack the policy's evidence without one source family."
                      + " ALL_CLASSES: compromised domains, platforms and unknown ones with the malicious ones."
                      + " NEW_REGISTRATIONS: malicious domains created in the month on all domains created in it")
          Variant.Way way,
      @Schema(description = "The family that is left out; absent else", examples = "urlhaus")
          @Nullable String family,
      @Schema(description = "Maturity and data taken as they are") GateState state,
      @Schema(
              description = "Whether that is the opposite of what the policy's way to count says",
              examples = "false")
          boolean flips) {

    static SensitivityView of(Sensitivity sensitivity) {
      return new SensitivityView(
          sensitivity.way(), sensitivity.family(), sensitivity.state(), sensitivity.flips());
    }
  }

  /** What the rate of a score is made from. */
  @Schema(name = "ScoreBasis")
  public record Basis(
      @Schema(description = "What is counted, with its version", examples = "flow-rate/3")
          String definition,
      @Schema(description = "First day of the window, in UTC", examples = "2026-03-01")
          LocalDate from,
      @Schema(description = "Last day of it", examples = "2026-03-31") LocalDate until,
      @Schema(
              description =
                  "Feeds that were read in the window and not muted; those that told of a domain are in the tallies",
              examples = "[\"threatfox\", \"urlhaus\"]")
          List<String> feeds,
      @Schema(description = "At least so much evidence a domain needs", examples = "CORROBORATED")
          Evidence minimumEvidence,
      @Schema(
              description =
                  "Decimals of rates and bounds, rounded once and half up from the exact fraction",
              examples = "4")
          int places) {

    /** Refuses a basis without its parts. */
    public Basis {
      feeds = List.copyOf(feeds);
    }
  }

  /** Abused domains by what they are; only malicious ones enter the rate. */
  @Schema(name = "Split")
  public record Split(
      @Schema(examples = "12") long malicious,
      @Schema(examples = "2") long compromised,
      @Schema(examples = "0") long platform,
      @Schema(examples = "1") long unknown) {}
}

package io.bailiwick.qpi.index;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.bailiwick.qpi.kpi.Flaw;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiAssessment;
import io.bailiwick.qpi.kpi.KpiDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition that comes before the weighted sum, as data. Who fails one has no index, however good
 * the rest is.
 *
 * @param name within the policy: small letters, digits and hyphens
 * @param kind what is asked
 * @param sentence the condition in words, for registrars: "DNSSEC on at least 10 % of the names."
 * @param abuseGate of ABUSE: the gate of the scoring policy
 * @param scoringPolicyVersion of ABUSE: the version of the scoring policy that is meant; null:
 *     whichever the score was made by, which the evaluation says
 * @param kpi of KPI: an indicator of this index; it may have a weight of 0
 * @param threshold of KPI: what its value must at least reach, or at most be, by its direction
 * @param doubt what follows where the gate cannot be assessed; absent: NO_INDEX
 */
public record Gate(
    String name,
    Kind kind,
    String sentence,
    @Nullable AbuseGate abuseGate,
    @Nullable Integer scoringPolicyVersion,
    @Nullable String kpi,
    @Nullable BigDecimal threshold,
    Doubt doubt) {

  /** What a gate asks. */
  public enum Kind {
    /** A named gate of the scoring service's policy: the veto. */
    ABUSE,
    /** The value of an indicator against a threshold. */
    KPI
  }

  /** Where doubt goes. */
  public enum Doubt {
    /** There is no index: neither passed nor failed. */
    NO_INDEX,
    /** As if passed: doubt favours the registrar. */
    PASS,
    /** As if failed. */
    FAIL
  }

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final int SHOWN_PLACES = 2;

  public Gate {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(sentence, "sentence");
    doubt = requireNonNullElse(doubt, Doubt.NO_INDEX);
  }

  /** The gate that every policy had before gates were data. */
  public static Gate reward() {
    return abuse(
        "abuse", AbuseGate.REWARD, "The abuse gate for rewards of the scoring policy holds.");
  }

  public static Gate abuse(String name, AbuseGate gate, String sentence) {
    return new Gate(name, Kind.ABUSE, sentence, gate, null, null, null, Doubt.NO_INDEX);
  }

  public static Gate kpi(String name, String kpi, BigDecimal threshold, String sentence) {
    return new Gate(name, Kind.KPI, sentence, null, null, kpi, threshold, Doubt.NO_INDEX);
  }

  GateOutcome judge(
      AbuseReadings abuse, Map<String, KpiDefinition> definitions, List<KpiAssessment> kpis) {
    return switch (kind) {
      case ABUSE -> judge(abuse);
      case KPI -> judge(definitions, kpis);
    };
  }

  private GateOutcome judge(AbuseReadings abuse) {
    AbuseGate gate = requireNonNull(abuseGate, "an abuse gate names one of scoring's");
    AbuseVeto stated = abuse.stated();
    if (stated != null) {
      return stated(stated);
    }
    Integer version = abuse.policyVersion();
    if (version == null) {
      return open("there is no abuse score of the month");
    }
    if (scoringPolicyVersion != null && !scoringPolicyVersion.equals(version)) {
      return open(
          "the score was made by version %d of the scoring policy, the gate means version %d"
              .formatted(version, scoringPolicyVersion));
    }
    String which = "the gate %s of version %d of the scoring policy".formatted(gate, version);
    return switch (abuse.of(gate)) {
      case CLEAR ->
          new GateOutcome(name, kind, GateState.PASSED, "Passed: " + which + " is clear.");
      case VETOED ->
          new GateOutcome(
              name, kind, GateState.FAILED, "Failed: " + which + " speaks against it. " + sentence);
      case UNKNOWN -> open(which + " could not be assessed");
    };
  }

  private GateOutcome stated(AbuseVeto stated) {
    return switch (stated) {
      case CLEAR ->
          new GateOutcome(name, kind, GateState.PASSED, "Passed: clear, as the registrar states.");
      case VETOED ->
          new GateOutcome(
              name,
              kind,
              GateState.FAILED,
              "Failed: not clear, as the registrar states. " + sentence);
      case UNKNOWN -> open("the registrar does not state whether abuse is clear");
    };
  }

  private GateOutcome judge(Map<String, KpiDefinition> definitions, List<KpiAssessment> kpis) {
    BigDecimal line = requireNonNull(threshold, "a gate on an indicator has a threshold");
    KpiAssessment assessment =
        kpis.stream().filter(each -> each.kpi().equals(kpi)).findFirst().orElseThrow();
    KpiDefinition definition = requireNonNull(definitions.get(kpi), "the indicator of a gate");
    return switch (assessment) {
      case KpiAssessment.NotAssessable _ ->
          open(Kpi.wordsOf(assessment.kpi()) + " is not assessable");
      case KpiAssessment.Assessed assessed -> {
        int compared = assessed.value().compareTo(line);
        boolean passed =
            switch (definition.direction()) {
              case HIGHER_IS_BETTER -> compared >= 0;
              case LOWER_IS_BETTER -> compared <= 0;
            };
        String numbers =
            "%s is %s %s, %s %s is needed."
                .formatted(
                    Kpi.wordsOf(assessed.kpi()),
                    assessed.value().rounded(SHOWN_PLACES).toPlainString(),
                    definition.unit(),
                    switch (definition.direction()) {
                      case HIGHER_IS_BETTER -> "at least";
                      case LOWER_IS_BETTER -> "at most";
                    },
                    line.stripTrailingZeros().toPlainString());
        yield passed
            ? new GateOutcome(name, kind, GateState.PASSED, "Passed: " + numbers)
            : new GateOutcome(name, kind, GateState.FAILED, "Failed: " + numbers + " " + sentence);
      }
    };
  }

  /** The gate cannot be assessed, for a reason without its full stop. */
  private GateOutcome open(String reason) {
    return switch (doubt) {
      case NO_INDEX ->
          new GateOutcome(name, kind, GateState.NOT_ASSESSABLE, "Not assessable: " + reason + ".");
      case PASS ->
          new GateOutcome(
              name,
              kind,
              GateState.PASSED,
              "Passed, since by the policy doubt is for the registrar: " + reason + ".");
      case FAIL ->
          new GateOutcome(
              name,
              kind,
              GateState.FAILED,
              "Failed, since by the policy doubt is against the registrar: " + reason + ".");
    };
  }

  List<Flaw> flaws(Map<String, KpiDefinition> definitions) {
    List<Flaw> flaws = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      flaws.add(new Flaw("name", "must be 2 to 40 small letters, digits and hyphens"));
    }
    if (sentence.isBlank() || sentence.length() > 500) {
      flaws.add(new Flaw("sentence", "must say the condition in 1 to 500 characters"));
    }
    switch (kind) {
      case ABUSE -> {
        if (abuseGate == null || kpi != null || threshold != null) {
          flaws.add(new Flaw("abuseGate", "an abuse gate names one of scoring's and nothing else"));
        }
        if (scoringPolicyVersion != null && scoringPolicyVersion < 1) {
          flaws.add(new Flaw("scoringPolicyVersion", "must be at least 1"));
        }
      }
      case KPI -> {
        if (kpi == null || !definitions.containsKey(kpi)) {
          flaws.add(new Flaw("kpi", "must be an indicator of this index"));
        }
        if (threshold == null || threshold.signum() < 0) {
          flaws.add(new Flaw("threshold", "must be 0 or more"));
        }
        if (abuseGate != null || scoringPolicyVersion != null) {
          flaws.add(new Flaw("abuseGate", "belongs to an abuse gate only"));
        }
      }
    }
    return flaws;
  }
}

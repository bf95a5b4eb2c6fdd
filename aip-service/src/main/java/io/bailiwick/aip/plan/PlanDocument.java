package io.bailiwick.aip.plan;

import io.bailiwick.common.problem.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a plan as a registrar files it. */
@Schema(name = "PlanDocument")
public record PlanDocument(
    @NotBlank
        @Size(max = 20_000)
        @Schema(
            description = "In a few sentences",
            examples = "New accounts verify a telephone number; bulk registrations are reviewed.")
        String summary,
    @NotEmpty @Size(max = 50) @Valid List<@NotNull Measure> measures,
    @Valid
        @Schema(
            description = "What is to be reached; may be left out until both sides agree on it",
            nullable = true)
        @Nullable Target target,
    @Valid
        @Schema(
            description =
                "When the case may end; without it the plan may be agreed, but monitoring does not start",
            nullable = true)
        @Nullable ExitCriteria exit) {

  /** Something that the registrar does. */
  @Schema(name = "PlanMeasure")
  public record Measure(
      @NotNull
          @Pattern(
              regexp = "[a-z0-9][a-z0-9-]{0,39}",
              message = "is lower-case letters, digits and dashes, at most 40")
          @Schema(
              description = "Names it, also in later versions, which keep how far it is",
              examples = "phone-verification")
          String code,
      @NotBlank
          @Size(max = 1000)
          @Schema(examples = "Every new account verifies a telephone number")
          String title,
      @NotBlank @Size(max = 200) @Schema(examples = "Maria Example, head of abuse desk")
          String owner,
      @NotNull @Schema(description = "Last day (UTC)", examples = "2026-05-01") LocalDate dueOn) {}

  /** A measure of scoring-service and the value that it is to reach. */
  @Schema(name = "PlanTarget")
  public record Target(
      @NotNull
          @Schema(
              description =
                  "DOMAINS: `domains` of a score; RATE: `ratePer10k`; RATE_LOWER_BOUND: `clopperPearsonLowerOneSided`, which the intervention gate"
                      + " compares; RATE_UPPER_BOUND: `clopperPearsonUpperOneSided`")
          TargetMetric metric,
      @NotNull
          @DecimalMin("0")
          @DecimalMax("1000000")
          @Digits(integer = 7, fraction = 4)
          @Schema(description = "Largest value that is good enough", examples = "8.0")
          BigDecimal atMost,
      @Schema(
              description = "Of a bound the confidence with which scoring computes it, else absent",
              nullable = true,
              examples = "0.95")
          @Nullable BigDecimal confidence) {}

  /** When the case may end. The target is always one of them. */
  @Schema(name = "PlanExitCriteria")
  public record ExitCriteria(
      @Min(1)
          @Max(24)
          @Schema(
              description =
                  "In so many published and mature months in a row, the latest, the target is reached; months that began after monitoring did",
              examples = "3")
          int months,
      @Schema(
              description = "The exit gate of scoring holds in the latest of them",
              examples = "true")
          boolean exitGateHolds,
      @Schema(
              description = "The intervention gate of scoring does not hold in the latest of them",
              examples = "true")
          boolean interventionGateClear,
      @Schema(description = "Every measure is done", examples = "true") boolean measuresDone) {}

  /** Refuses nothing; copies what could be changed behind its back. */
  public PlanDocument {
    measures = measures == null ? List.of() : List.copyOf(measures);
  }

  /** Rules across fields; empty where it may be filed. */
  List<Violation> flaws() {
    List<Violation> flaws = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < measures.size(); i++) {
      if (!codes.add(measures.get(i).code())) {
        flaws.add(new Violation("measures[" + i + "].code", "is of no other measure"));
      }
    }
    if (exit != null && target == null) {
      flaws.add(new Violation("target", "is there where there are exit criteria"));
    }
    if (target != null && !sameConfidence(target)) {
      BigDecimal computed = target.metric().confidence();
      flaws.add(
          new Violation(
              "target.confidence",
              computed == null
                  ? "is absent: " + target.metric() + " is no bound"
                  : "is "
                      + computed
                      + ", with which scoring computes "
                      + target.metric().member()));
    }
    return flaws;
  }

  private static boolean sameConfidence(Target target) {
    BigDecimal computed = target.metric().confidence();
    return computed == null || target.confidence() == null
        ? Objects.equals(computed, target.confidence())
        : computed.compareTo(target.confidence()) == 0;
  }
}

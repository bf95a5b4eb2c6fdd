package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.explanation.PeerPosition;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a score is what it is. */
@Schema(
    name = "Explanation",
    description =
        "Why one registrar's score of a month is what it is, what would change it, and the way down to what was counted")
public record ExplanationView(
    UUID runId,
    @Schema(examples = "1") int runVersion,
    Month month,
    RegistrarId registrar,
    @Schema(examples = "Meadow Names") String registrarName,
    @Schema(
            description = "The whole in sentences, for a reader who knows no statistics",
            examples =
                "[\"In 2026-03, 12 malicious domains of Meadow Names were first seen abused, on a mean of 5000 names.\"]")
        List<String> summary,
    List<ExplainedGate> gates,
    @Schema(description = "Absent where fewer than five others are of this size")
        @Nullable Peers peers,
    Origin origin,
    @Schema(description = "The months that the rules looked at, the scored one first")
        List<MonthUsed> months,
    @Schema(description = "The way down, from the score to the line of a payload")
        List<Step> steps) {

  /** A gate with its formulas and what would change it. */
  @Schema(name = "ExplainedGate")
  public record ExplainedGate(
      GateName gate,
      GateState state,
      String summary,
      List<ExplainedClause> clauses,
      @Schema(description = "Clauses of the method that the policy does not use")
          List<UnusedClause> notInUse,
      WhatWould whatIf) {}

  /** A clause as a formula, in words and with its numbers. */
  @Schema(name = "ExplainedClause")
  public record ExplainedClause(
      Clause clause,
      @Schema(description = "In words", examples = "lower bound of the rate") String label,
      ClauseState state,
      @Schema(
              examples =
                  "10,000 × L(x; n) > T_a, where L is the one-sided lower bound of the rate.")
          String formula,
      @Schema(
              description = "Absent where its numbers are held back or missing",
              examples = "10,000 × L(12; 5000; confidence 0.95) = 13.8541, threshold 10")
          @Nullable String withValues,
      String sentence,
      SortedMap<String, BigDecimal> values,
      @Schema(
              description = "Where the formula is from; absent for plain counting",
              examples = "Clopper and Pearson, Biometrika 26 (1934) 404")
          @Nullable String source) {}

  /** A clause that there is and that this policy does not ask. */
  @Schema(name = "UnusedClause")
  public record UnusedClause(Clause clause, String label) {}

  /** The least change of the scored month alone that would give a better state. */
  @Schema(
      name = "WhatIf",
      description =
          "The least change of the scored month alone, everything else as it is, that would give a better state, asked of the"
              + " gate itself")
  public record WhatWould(
      @Schema(
              description = "Malicious domains fewer; absent where no such number is enough",
              examples = "6")
          @Nullable Long fewerDomains,
      @Schema(description = "What the gate would say then") @Nullable GateState becomesWithFewer,
      @Schema(
              description =
                  "Clean names more, on every day of the month; absent where ten thousand million are not enough",
              examples = "2400")
          @Nullable Long moreNames,
      @Schema(description = "What the gate would say then") @Nullable GateState becomesWithMore,
      @Schema(
              description =
                  "Whether less might do: numbers of fewer than five others are held back, and clauses that compare with them"
                      + " were not asked",
              examples = "false")
          boolean atMost,
      @Schema(
              description =
                  "Where no number is enough: the clauses that would still stand in the way")
          List<Clause> inTheWay,
      List<String> sentences) {}

  /** Others of the same size. */
  @Schema(
      name = "Peers",
      description = "Accredited registrars of one size class, five or more, without this one")
  public record Peers(
      @Schema(examples = "14") int registrars,
      @Schema(description = "Names under management, included", examples = "1000") long fromNames,
      @Schema(description = "Names under management, excluded", examples = "10000") long toNames,
      @Schema(description = "Of their rates, per 10,000, to a tenth", examples = "0.8")
          BigDecimal lowerQuartile,
      @Schema(description = "Of their rates, per 10,000, to a tenth", examples = "2.1")
          BigDecimal median,
      @Schema(description = "Of their rates, per 10,000, to a tenth", examples = "4.4")
          BigDecimal upperQuartile,
      PeerPosition position,
      @Schema(examples = "The own rate lies above the middle half of 14 others of this size.")
          String sentence) {}

  /** What a score was made from. */
  @Schema(name = "Origin")
  public record Origin(
      @Schema(description = "What is counted, and its version", examples = "flow-rate/2")
          String definition,
      UUID snapshotId,
      @Schema(description = "SHA-256 of the snapshot's bytes") String snapshotSha256,
      UUID policyId,
      @Schema(examples = "1") int policyVersion,
      @Schema(description = "SHA-256 of the policy's canonical bytes") String policySha256) {}

  /** A month that the rules looked at. */
  @Schema(name = "MonthUsed")
  public record MonthUsed(
      Month month,
      @Schema(
              description =
                  "SCORED: the month itself. REWARD_WINDOW: counted by the reward gate. WINDOW_CHOICE: its names alone, to fix"
                      + " that window. PERSISTENCE: looked at by the intervention gate. EXIT: looked at by the exit gate")
          List<MonthUse> usedFor,
      boolean mature,
      @Schema(description = "Days without evidence of names under management", examples = "0")
          int missingDays,
      @Schema(description = "x of the month", examples = "12") long domains,
      @Schema(description = "n of the month; absent where a day is missing", examples = "5000")
          @Nullable BigDecimal meanDum) {}

  /** What a month is used for. */
  public enum MonthUse {
    SCORED,
    REWARD_WINDOW,
    WINDOW_CHOICE,
    PERSISTENCE,
    EXIT
  }

  /** One step down. */
  @Schema(name = "Step")
  public record Step(
      @Schema(examples = "snapshot") String what,
      @Schema(examples = "scoring-service") String service,
      @Schema(examples = "/v1/snapshots/0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90") String path,
      @Schema(examples = "The frozen input, byte for byte; its SHA-256 is snapshotSha256.")
          String says) {}
}

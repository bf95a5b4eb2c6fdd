package io.bailiwick.scoring.run;

import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.Gate;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A gate as it is shown. */
@Schema(name = "Gate")
public record GateView(
    GateName gate,
    @Schema(
            description =
                "HOLDS_PROVISIONALLY (reward only): too few names to prove a low rate, and nothing speaks against it."
                    + " NOT_ASSESSABLE: the data do not allow a statement; never held against a registrar")
        GateState state,
    @Schema(
            description = "One sentence",
            examples =
                "The intervention gate does not hold. Not met: number of domains, persistence over months.")
        String summary,
    @Schema(description = "Every clause in use; those on the data come first")
        List<ClauseView> clauses,
    @Schema(description = "Clauses of the method that the policy does not use")
        List<Clause> notInUse) {

  /** One clause with the numbers that decided it. */
  @Schema(name = "ClauseResult")
  public record ClauseView(
      Clause clause,
      ClauseState state,
      @Schema(
              description = "The clause in words",
              examples =
                  "3 malicious domains were first seen abused in 2026-03; at least 5 are needed.")
          String sentence,
      @Schema(
              description =
                  "The numbers; names ending in Per10k are rates per 10,000 names and month",
              examples = "{\"domains\": 3, \"minimumDomains\": 5}")
          SortedMap<String, BigDecimal> values) {

    ClauseResult result() {
      return new ClauseResult(clause, state, sentence, values);
    }
  }

  static GateView of(Gate gate) {
    return new GateView(
        gate.gate(),
        gate.state(),
        gate.summary(),
        gate.clauses().stream().map(GateView::of).toList(),
        gate.notInUse());
  }

  /** As a registrar may see it. */
  GateView toldBy(Disclosure disclosure) {
    return new GateView(
        gate,
        state,
        summary,
        clauses.stream().map(clause -> of(disclosure.of(clause.result()))).toList(),
        notInUse);
  }

  private static ClauseView of(ClauseResult result) {
    return new ClauseView(result.clause(), result.state(), result.sentence(), result.values());
  }
}

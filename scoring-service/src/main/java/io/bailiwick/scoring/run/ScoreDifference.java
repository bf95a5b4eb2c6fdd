package io.bailiwick.scoring.run;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What two versions of a month say differently of one registrar, and why. */
@Schema(
    name = "ScoreDifference",
    description =
        "What two versions of a month say differently of one registrar, and why. A registrar of whom both say the same is left"
            + " out")
public record ScoreDifference(
    RegistrarId registrar,
    @Schema(examples = "Meadow Names") String registrarName,
    Month month,
    @Schema(description = "The earlier version") UUID fromRunId,
    @Schema(examples = "1") int fromVersion,
    @Schema(description = "The later version") UUID toRunId,
    @Schema(examples = "2") int toVersion,
    @Schema(description = "Counts, exposure, rates, bounds and marks that differ, by name")
        List<FigureChange> figures,
    @Schema(description = "Gates whose state or any of whose clauses' states differ")
        List<GateChange> gates,
    @Schema(description = "What the two versions were made from differently; sorted")
        List<Cause> causes,
    @Schema(
            description =
                "What abuse-ingest-service said of the change when it had the later version made; empty where a person asked for"
                    + " that version")
        List<IngestCause> told) {

  /** One number or mark. */
  @Schema(name = "FigureChange")
  public record FigureChange(
      @Schema(
              description = "Its name in a score; what lies deeper is joined by dots",
              examples = "domains")
          String figure,
      @Schema(description = "As shown before; absent: it was not there", examples = "12")
          @Nullable String from,
      @Schema(description = "As shown after; absent: it is not there", examples = "3")
          @Nullable String to) {}

  /** One gate. */
  @Schema(name = "GateChange")
  public record GateChange(
      GateName gate,
      @Schema(description = "Absent: there was no such gate") @Nullable GateState from,
      @Schema(description = "Absent: there is no such gate") @Nullable GateState to,
      @Schema(description = "Clauses whose state differs") List<ClauseChange> clauses) {}

  /** One clause, with what was said and what is said. */
  @Schema(name = "ClauseChange")
  public record ClauseChange(
      Clause clause,
      @Schema(description = "Absent: the clause was not in use") @Nullable ClauseState from,
      @Schema(description = "Absent: the clause is not in use") @Nullable ClauseState to,
      @Schema(examples = "12 malicious domains were first seen abused in 2026-03.")
          @Nullable String fromSentence,
      @Schema(
              examples =
                  "3 malicious domains were first seen abused in 2026-03; at least 5 are needed.")
          @Nullable String toSentence) {}

  /** What differed in what the versions were made from. */
  @Schema(name = "DifferenceCause")
  public record Cause(
      DifferenceReason reason,
      @Schema(
              description = "Month of the frozen facts; absent where it is no fact of one month",
              examples = "2026-03")
          @Nullable Month month) {}

  /** What ingest told of a change. */
  @Schema(name = "IngestCause")
  public record IngestCause(
      @Schema(description = "Month whose facts changed") Month month,
      @Schema(
              description =
                  "As in ingest's `/v1/tally-changes`: CORRECTION, PERSON, MUTE and so on",
              examples = "CORRECTION")
          String cause,
      @Schema(description = "Incidents that changed", examples = "1") long incidents) {}

  boolean saysNothing() {
    return figures.isEmpty() && gates.isEmpty();
  }
}

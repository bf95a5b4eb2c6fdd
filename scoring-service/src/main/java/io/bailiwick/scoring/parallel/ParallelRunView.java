package io.bailiwick.scoring.parallel;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A parallel run as it is shown. */
@Schema(
    name = "ParallelRun",
    description = "A month scored by a proposed policy beside the run that stands; decides nothing")
public record ParallelRunView(
    UUID id,
    UUID policyId,
    @Schema(examples = "2") int policyVersion,
    Month month,
    @Schema(description = "The run that stood, whose frozen input this was made from") UUID runId,
    @Schema(examples = "1") int runVersion,
    @Schema(description = "SHA-256 of that input") String snapshotSha256,
    @Schema(
            description =
                "Whether the month was mature by the proposed policy when its input was frozen; only such months count towards"
                    + " an approval")
        boolean mature,
    @Schema(examples = "40") int registrars,
    @Schema(description = "Registrars of whom a gate says something else", examples = "2")
        int changed,
    Instant createdAt,
    @Schema(examples = "scoring-operator") String createdBy) {

  static ParallelRunView of(ParallelRun run) {
    return new ParallelRunView(
        run.id,
        run.policyId,
        run.policyVersion,
        Month.of(run.month),
        run.runId,
        run.runVersion,
        run.snapshotSha256,
        run.mature,
        run.registrars,
        run.changed,
        run.createdAt,
        run.createdBy);
  }

  /** One registrar in it. */
  @Schema(name = "ParallelRow", description = "What is said of one registrar, and what would be")
  public record Row(
      RegistrarId registrar,
      @Schema(examples = "Meadow Names") String registrarName,
      boolean changed,
      List<GateRow> gates) {}

  /** One gate of one registrar. */
  @Schema(name = "ParallelGate")
  public record GateRow(
      GateName gate,
      @Schema(description = "What the run that stands says; absent where it had no such gate")
          @Nullable GateState now,
      @Schema(description = "What the proposed policy would say") GateState then) {}

  /** The comparison as it is kept. */
  record Comparison(List<Row> rows) {}
}

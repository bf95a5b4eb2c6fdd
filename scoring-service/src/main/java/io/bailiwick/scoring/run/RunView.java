package io.bailiwick.scoring.run;

import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run as it is shown. */
@Schema(
    name = "Run",
    description =
        "One version of a month's scores. The counts are of all registrars and absent for callers of a registrar")
public record RunView(
    UUID id,
    Month month,
    @Schema(description = "From 1 within the month", examples = "1") int version,
    @Schema(description = "The version before; absent for the first") @Nullable UUID supersedes,
    UUID snapshotId,
    @Schema(description = "SHA-256 of the snapshot's bytes") String snapshotSha256,
    @Schema(description = "The policy in force on the month's first day") UUID policyId,
    @Schema(examples = "1") int policyVersion,
    @Schema(description = "Whether the policy's waiting time after the month had passed")
        boolean mature,
    Instant createdAt,
    @Schema(description = "Registrars that were scored", examples = "40")
        @Nullable Integer registrars,
    @Schema(description = "Whose reward gate holds, provisionally or not", examples = "31")
        @Nullable Integer rewardHolds,
    @Schema(description = "Whose intervention gate holds", examples = "1")
        @Nullable Integer interventionHolds,
    @Schema(description = "Of whom at least one gate can say nothing", examples = "3")
        @Nullable Integer notAssessable) {

  static RunView of(Run run, RegistrarScope scope) {
    boolean all = scope.isAll();
    return new RunView(
        run.id,
        Month.of(run.month),
        run.version,
        run.supersedes,
        run.snapshotId,
        run.snapshotSha256,
        run.policyId,
        run.policyVersion,
        run.mature,
        run.createdAt,
        all ? run.registrars : null,
        all ? run.rewardHolds : null,
        all ? run.interventionHolds : null,
        all ? run.notAssessable : null);
  }
}

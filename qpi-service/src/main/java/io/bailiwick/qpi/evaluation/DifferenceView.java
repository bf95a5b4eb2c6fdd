package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.index.IndexState;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is otherwise of one registrar than in the version before. */
@Schema(name = "IndexDifference")
public record DifferenceView(
    RegistrarId registrar,
    @Schema(examples = "Example Registrar 1") String registrarName,
    @Schema(description = "Absent where it was not there before") @Nullable IndexState stateBefore,
    @Schema(description = "Absent where it is no longer there") @Nullable IndexState stateAfter,
    @Schema(examples = "92.86") @Nullable BigDecimal indexBefore,
    @Schema(examples = "64.29") @Nullable BigDecimal indexAfter,
    @Schema(description = "Indicators that are otherwise") List<KpiDifference> kpis,
    @Schema(description = "What changed between the versions; of all registrars")
        List<Cause> causes) {

  /** Why versions differ. */
  public enum Cause {
    /** Other inputs: what the peers said or what was imported. */
    INPUTS,
    /** Another run of the scoring service, or another choice of scores. */
    SCORES,
    /** Another version of the index policy. */
    POLICY,
    /** Another purpose. */
    PURPOSE
  }

  /** One indicator before and after. */
  @Schema(name = "KpiDifference")
  public record KpiDifference(
      @Schema(examples = "RENEWAL") String kpi,
      @Schema(examples = "82") @Nullable BigDecimal valueBefore,
      @Schema(examples = "40") @Nullable BigDecimal valueAfter,
      @Schema(examples = "100") @Nullable BigDecimal pointsBefore,
      @Schema(examples = "0") @Nullable BigDecimal pointsAfter,
      @Schema(examples = "28.57") @Nullable BigDecimal contributionBefore,
      @Schema(examples = "0.00") @Nullable BigDecimal contributionAfter) {}
}

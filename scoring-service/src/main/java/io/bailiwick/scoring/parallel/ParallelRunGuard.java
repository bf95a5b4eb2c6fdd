package io.bailiwick.scoring.parallel;

import io.bailiwick.common.policy.PolicyGuard;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.scoring.gate.DefinitionChange;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.policy.ScoringPolicyKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that changes a definition runs beside the old one before it may be approved. */
@ApplicationScoped
class ParallelRunGuard implements PolicyGuard {

  /** Mature months that a changed definition must have been seen on. */
  static final int MONTHS = 3;

  private final ParallelRunRepository runs;
  private final ScoringPolicyKind kind;

  @Inject
  ParallelRunGuard(ParallelRunRepository runs, ScoringPolicyKind kind) {
    this.runs = runs;
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind.name();
  }

  @Override
  public List<String> obstacles(PolicyVersion<?> proposed, PolicyVersion<?> replaced) {
    if (!(proposed.document() instanceof ScoringPolicy after)
        || !(replaced.document() instanceof ScoringPolicy before)) {
      throw new IllegalArgumentException("no scoring policy: " + proposed.kind());
    }
    List<String> changed = DefinitionChange.between(before, after);
    List<LocalDate> months = runs.matureMonths(proposed.id());
    if (changed.isEmpty() || months.size() >= MONTHS) {
      return List.of();
    }
    return List.of(
        "It changes what is measured (%s): run it beside the policy in force on %d mature months with POST /v1/parallel-runs; so far %s."
            .formatted(
                String.join(", ", changed),
                MONTHS,
                months.isEmpty()
                    ? "on none"
                    : "on "
                        + months.stream()
                            .map(month -> YearMonth.from(month).toString())
                            .collect(Collectors.joining(", "))));
  }
}

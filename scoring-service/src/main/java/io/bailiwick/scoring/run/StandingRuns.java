package io.bailiwick.scoring.run;

import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.run.ScoreRepository.Registrars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The runs that stand, for what is compared with them. */
@ApplicationScoped
public class StandingRuns {

  /** More than there are accreditations. */
  private static final int MOST_REGISTRARS = 100_000;

  private final RunRepository runs;
  private final ScoreRepository scores;

  @Inject
  StandingRuns(RunRepository runs, ScoreRepository scores) {
    this.runs = runs;
    this.scores = scores;
  }

  /**
   * The newest version of a month's scores.
   *
   * @param states what each gate says, by IANA ID; a gate that there was not yet is missing
   */
  public record Standing(
      UUID runId,
      int version,
      UUID snapshotId,
      String snapshotSha256,
      int policyVersion,
      Instant createdAt,
      SortedMap<Integer, Map<GateName, GateState>> states) {}

  /** Of a month; empty where it was never scored. */
  @Transactional
  public Optional<Standing> of(Month month) {
    return runs.latest(month).map(this::standing);
  }

  private Standing standing(Run run) {
    SortedMap<Integer, Map<GateName, GateState>> states = new TreeMap<>();
    scores
        .ofRun(run.id, new Registrars(true, List.of()), 0, MOST_REGISTRARS)
        .forEach(row -> states.put(row.registrar, states(RunService.view(row))));
    return new Standing(
        run.id,
        run.version,
        run.snapshotId,
        run.snapshotSha256,
        run.policyVersion,
        run.createdAt,
        states);
  }

  private static Map<GateName, GateState> states(ScoreView score) {
    Map<GateName, GateState> states = new EnumMap<>(GateName.class);
    Stream.of(score.reward(), score.watch(), score.intervention(), score.acute(), score.exit())
        .filter(Objects::nonNull)
        .forEach(gate -> states.put(gate.gate(), gate.state()));
    return states;
  }
}

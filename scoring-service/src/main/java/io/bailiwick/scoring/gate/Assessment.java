package io.bailiwick.scoring.gate;

/** What follows from one registrar's history under one policy. */
public record Assessment(Figures figures, Gate reward, Gate intervention) {

  /** Judges; the same history and policy give the same assessment, always. */
  public static Assessment of(History history, ScoringPolicy policy) {
    return new Assessment(
        Figures.of(history.scored(), policy),
        new RewardGate(history, policy).judge(),
        new InterventionGate(history, policy).judge());
  }
}

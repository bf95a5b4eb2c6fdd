package io.bailiwick.scoring.gate;

import java.util.List;

/**
 * What follows from one registrar's history and its zone under one policy.
 *
 * @param sensitivity what the intervention gate would say if the months were counted otherwise
 */
public record Assessment(
    Figures figures,
    Gate reward,
    Gate watch,
    Gate intervention,
    Gate acute,
    Gate exit,
    List<Sensitivity> sensitivity) {

  /**
   * Judges; the same history, zone and policy give the same assessment, always.
   *
   * @param registrar its identifier in the zone; need not be there
   */
  public static Assessment of(int registrar, History history, Zone zone, ScoringPolicy policy) {
    InterventionGate intervention = new InterventionGate(registrar, history, zone, policy);
    List<Sensitivity> sensitivity = intervention.sensitivity();
    return new Assessment(
        Figures.of(history.scored(), policy),
        new RewardGate(history, policy).judge(),
        new WatchGate(registrar, history, zone, policy).judge(),
        intervention.judge(sensitivity),
        new AcuteGate(history, policy).judge(),
        new ExitGate(history, policy).judge(),
        sensitivity);
  }

  /** What one gate alone says; the same as in the whole assessment. */
  public static Gate gate(
      GateName name, int registrar, History history, Zone zone, ScoringPolicy policy) {
    return switch (name) {
      case REWARD -> new RewardGate(history, policy).judge();
      case WATCH -> new WatchGate(registrar, history, zone, policy).judge();
      case INTERVENTION -> {
        InterventionGate gate = new InterventionGate(registrar, history, zone, policy);
        yield gate.judge(gate.sensitivity());
      }
      case ACUTE -> new AcuteGate(history, policy).judge();
      case EXIT -> new ExitGate(history, policy).judge();
    };
  }

  /** Whether the intervention gate would say the opposite if the months were counted otherwise. */
  public boolean isFragile() {
    return sensitivity.stream().anyMatch(Sensitivity::flips);
  }
}

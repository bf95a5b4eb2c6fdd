package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * How often the reward gate holds a registrar of a known rate, by size. The gate looks at nothing
 * but the registrar's own thirteen months.
 */
record Rewards(List<Cell> cells) {

  /** One size and one true rate. */
  record Cell(long names, double per10k, Share holds, Share provisional, Share refused) {}

  static final List<Long> SIZES = Detection.SIZES;
  static final List<Double> RATES = List.of(0.0, 0.5, 1.0, 2.0, 3.0);

  private static final int MONTHS = 13;
  private static final long EXPERIMENT = 3000;

  static Rewards of(int registrars, long seed, ScoringPolicy policy, Threads threads) {
    List<List<GateState>> each =
        threads.each(
            "Rewards", registrars, number -> states(Draw.of(seed, EXPERIMENT, number), policy));
    List<Cell> cells = new ArrayList<>();
    for (long names : SIZES) {
      for (double per10k : RATES) {
        int cell = cells.size();
        cells.add(
            new Cell(
                names,
                per10k,
                share(each, cell, GateState.HOLDS),
                share(each, cell, GateState.HOLDS_PROVISIONALLY),
                share(each, cell, GateState.DOES_NOT_HOLD)));
      }
    }
    return new Rewards(List.copyOf(cells));
  }

  private static Share share(List<List<GateState>> each, int cell, GateState state) {
    return new Share(
        each.stream().filter(states -> states.get(cell) == state).count(), each.size());
  }

  private static List<GateState> states(Draw draw, ScoringPolicy policy) {
    SimulatedZone nobody =
        new SimulatedZone(draw, new long[0], new double[0], new Abuse[0], 0, policy);
    List<GateState> states = new ArrayList<>();
    for (long names : SIZES) {
      for (double per10k : RATES) {
        Abuse abuse = Abuse.single(draw, MONTHS, _ -> names * per10k / 10_000);
        states.add(
            new Outsider(draw.bits(), names, abuse, per10k)
                .judge(nobody, MONTHS - 1, policy)
                .reward()
                .state());
      }
    }
    return states;
  }
}

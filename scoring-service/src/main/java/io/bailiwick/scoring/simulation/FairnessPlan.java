package io.bailiwick.scoring.simulation;

/**
 * How much is simulated.
 *
 * @param seed of all chance
 * @param years zone-years of each scenario; of the average zone, which costs least, ten times as
 *     many
 */
record FairnessPlan(long seed, int years) {

  static final long SEED = 20_261_122;
  static final int YEARS = 1000;
  private static final int TIMES_AVERAGE = 10;

  /** Below this a run only shows that everything works. */
  private static final int FEW = 20;

  int years(Scenario scenario) {
    return scenario == Scenario.AVERAGE ? TIMES_AVERAGE * years : years;
  }

  /** Years in which everybody is judged. */
  int wholeYears(Scenario scenario) {
    return years < FEW ? 0 : Math.max(1, years / (scenario == Scenario.AVERAGE ? 50 : 200));
  }

  /** Zones in which each bad registrar is looked for. */
  int zonesOfDetection() {
    return Math.max(2, years / 5);
  }

  /** Zones with registrars at a threshold, five years each. */
  int zonesOfOscillation() {
    return Math.max(1, years / 20);
  }

  int registrarsOfRewards() {
    return Math.max(10, years);
  }
}

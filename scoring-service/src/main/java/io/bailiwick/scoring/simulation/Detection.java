package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How soon the intervention gate finds a registrar whose rate becomes a multiple of the zone's. It
 * was average for a year, and from month 1 on is not; the gate may hold in any month from then on.
 *
 * @param cells by size, then by ratio
 */
record Detection(Setting setting, List<Cell> cells) {

  /** What zone it happens in. */
  enum Setting {
    LOW(3, false, false, "at 3 per 10,000, domain by domain"),
    LOW_LOOKED_AT(3, false, true, "at 3 per 10,000, domain by domain, each looked at by a person"),
    MIDDLE(5, false, false, "at 5 per 10,000, domain by domain"),
    MIDDLE_IN_CAMPAIGNS(5, true, false, "at 5 per 10,000, in campaigns"),
    MIDDLE_LOOKED_AT(
        5, true, true, "at 5 per 10,000, in campaigns, each domain looked at by a person");

    private final double zonePer10k;
    private final boolean campaigns;
    private final boolean lookedAt;
    private final String label;

    Setting(double zonePer10k, boolean campaigns, boolean lookedAt, String label) {
      this.zonePer10k = zonePer10k;
      this.campaigns = campaigns;
      this.lookedAt = lookedAt;
      this.label = label;
    }

    double zonePer10k() {
      return zonePer10k;
    }

    String label() {
      return label;
    }

    Abuse abuse(Draw draw, int months, long names, double factor, int from) {
      double mean = names * zonePer10k / 10_000;
      IntToDoubleFunction of = month -> month < from ? mean : factor * mean;
      Abuse abuse = campaigns ? Abuse.clustered(draw, months, of) : Abuse.single(draw, months, of);
      if (lookedAt) {
        abuse.lookAt();
      }
      return abuse;
    }

    SimulatedZone zone(Draw draw, int months, long[] sizes, ScoringPolicy policy) {
      double[] factors = new double[sizes.length];
      Abuse[] abuse = new Abuse[sizes.length];
      for (int i = 0; i < sizes.length; i++) {
        factors[i] = 1;
        abuse[i] = abuse(draw, months, sizes[i], 1, 0);
      }
      return new SimulatedZone(draw, sizes, factors, abuse, zonePer10k, policy);
    }
  }

  /**
   * One size and one ratio.
   *
   * @param foundIn in how many of the zones the gate first held in month 1, 2 and so on to 12
   * @param keptOutByFragility zones in which it never held, but would have but for the clause on
   *     fragility
   */
  record Cell(long names, int ratio, int zones, List<Integer> foundIn, int keptOutByFragility) {

    /** In how many of the zones it was found in the first so many months. */
    Share foundWithin(int months) {
      return new Share(
          foundIn.subList(0, months).stream().mapToInt(Integer::intValue).sum(), zones);
    }
  }

  static final List<Long> SIZES =
      List.of(500L, 1000L, 2000L, 5000L, 10_000L, 30_000L, 100_000L, 1_000_000L);
  static final List<Integer> RATIOS = List.of(3, 5, 10);
  static final int MONTHS = 12;

  private static final int NEVER = 0;
  private static final int NEVER_BUT_FOR_FRAGILITY = -1;
  private static final int BEFORE = 12;
  private static final long EXPERIMENT = 1000;

  /** Simulates in so many zones. */
  static Detection of(
      Setting setting, int zones, long seed, long[] sizes, ScoringPolicy policy, Threads threads) {
    List<int[]> each =
        threads.each(
            "Detection " + setting.label(),
            zones,
            zone ->
                firstMonths(
                    setting, Draw.of(seed, EXPERIMENT + setting.ordinal(), zone), sizes, policy));
    List<Cell> cells = new ArrayList<>();
    for (long names : SIZES) {
      for (int ratio : RATIOS) {
        int cell = cells.size();
        List<Integer> foundIn = new ArrayList<>();
        for (int month = 1; month <= MONTHS; month++) {
          int wanted = month;
          foundIn.add((int) each.stream().filter(first -> first[cell] == wanted).count());
        }
        int kept =
            (int) each.stream().filter(first -> first[cell] == NEVER_BUT_FOR_FRAGILITY).count();
        cells.add(new Cell(names, ratio, zones, List.copyOf(foundIn), kept));
      }
    }
    return new Detection(setting, List.copyOf(cells));
  }

  /** In which month each registrar was found. */
  private static int[] firstMonths(Setting setting, Draw draw, long[] sizes, ScoringPolicy policy) {
    SimulatedZone zone = setting.zone(draw, BEFORE + MONTHS, sizes, policy);
    Screen screen = new Screen(policy);
    List<Outsider> outsiders = new ArrayList<>();
    for (long names : SIZES) {
      for (int ratio : RATIOS) {
        Abuse abuse = setting.abuse(draw, BEFORE + MONTHS, names, ratio, BEFORE);
        outsiders.add(new Outsider(draw.bits(), names, abuse, setting.zonePer10k()));
      }
    }
    int[] first = new int[outsiders.size()];
    for (int month = 1; month <= MONTHS; month++) {
      int at = BEFORE + month - 1;
      for (int i = 0; i < first.length; i++) {
        Outsider outsider = outsiders.get(i);
        if (first[i] <= NEVER
            && screen.intervention(zone, outsider.abuse(), outsider.names(), at)) {
          Assessment assessment = outsider.judge(zone, at, policy);
          if (assessment.intervention().state() == GateState.HOLDS) {
            first[i] = month;
          } else if (FalseStates.failsByFragilityAlone(assessment.intervention())) {
            first[i] = NEVER_BUT_FOR_FRAGILITY;
          }
        }
      }
    }
    return first;
  }
}

package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.ScoringPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a registrar at the threshold changes its state, who is in from the month in which the
 * intervention gate holds, and out again from the month in which the exit gate does.
 *
 * @param cells by pattern, then by size, then by months of the exit gate
 */
record Oscillation(List<Cell> cells) {

  /**
   * How a registrar's true rate goes.
   *
   * @param high per 10,000, in the first months of each turn
   * @param highMonths how many those are
   * @param low per 10,000, in the other months
   * @param lowMonths how many those are; 0 for a rate that stays
   */
  record Pattern(Kind kind, double high, int highMonths, double low, int lowMonths) {

    static Pattern steady(double per10k) {
      return new Pattern(Kind.STEADY, per10k, 1, per10k, 0);
    }

    double per10k(int month) {
      return month % (highMonths + lowMonths) < highMonths ? high : low;
    }
  }

  /** Groups of patterns. */
  enum Kind {
    /** The rate stays, at or near a threshold. */
    STEADY,
    /** A fifth up and down around a rate. */
    A_FIFTH,
    /** Half up and down around a rate. */
    A_HALF,
    /** Three times T_a for some months and nothing for others. */
    ON_AND_OFF
  }

  /**
   * One pattern and size under one exit rule.
   *
   * @param exitMonths low months in a row that the exit gate wants
   * @param changes in how many registrar-years there were 0, 1, 2 changes and so on
   * @param most changes in any twelve months in a row, of any registrar
   */
  record Cell(Pattern pattern, long names, int exitMonths, List<Long> changes, int most) {

    long years() {
      return changes.stream().mapToLong(Long::longValue).sum();
    }

    /** Registrar-years with more than one change. */
    Share moreThanOne() {
      return new Share(
          years() - changes.stream().limit(2).mapToLong(Long::longValue).sum(), years());
    }

    double meanChanges() {
      double all = 0;
      for (int i = 0; i < changes.size(); i++) {
        all += i * changes.get(i);
      }
      return all / years();
    }
  }

  static final List<Long> SIZES = List.of(10_000L, 50_000L, 300_000L);
  static final List<Integer> EXIT_MONTHS = List.of(2, 4, 6, 12);
  static final List<Pattern> PATTERNS = patterns();
  static final int YEARS = 5;

  private static final int YEAR = 12;
  private static final int BEFORE = 12;
  private static final int MONTHS = BEFORE + YEARS * YEAR;
  private static final long EXPERIMENT = 2000;
  private static final double ZONE_PER_10K = 3;

  private static List<Pattern> patterns() {
    List<Pattern> patterns = new ArrayList<>();
    for (double per10k : new double[] {8, 10, 12, 14, 16}) {
      patterns.add(Pattern.steady(per10k));
    }
    for (int months : new int[] {1, 3, 6}) {
      patterns.add(new Pattern(Kind.A_FIFTH, 12, months, 8, months));
      patterns.add(new Pattern(Kind.A_FIFTH, 16.8, months, 11.2, months));
    }
    for (int months : new int[] {1, 3, 6}) {
      patterns.add(new Pattern(Kind.A_HALF, 15, months, 5, months));
      patterns.add(new Pattern(Kind.A_HALF, 21, months, 7, months));
    }
    patterns.add(new Pattern(Kind.ON_AND_OFF, 30, 3, 0, 2));
    patterns.add(new Pattern(Kind.ON_AND_OFF, 30, 3, 0, 3));
    patterns.add(new Pattern(Kind.ON_AND_OFF, 30, 6, 0, 6));
    patterns.add(new Pattern(Kind.ON_AND_OFF, 30, 6, 0, 12));
    return List.copyOf(patterns);
  }

  /** Simulates in so many zones. */
  static Oscillation of(int zones, long seed, long[] sizes, ScoringPolicy policy, Threads threads) {
    List<ScoringPolicy> policies =
        EXIT_MONTHS.stream().map(months -> leavingAfter(policy, months)).toList();
    List<List<boolean[]>> each =
        threads.each(
            "Oscillation", zones, zone -> tracks(Draw.of(seed, EXPERIMENT, zone), sizes, policies));
    List<Cell> cells = new ArrayList<>();
    for (Pattern pattern : PATTERNS) {
      for (long names : SIZES) {
        for (int exitMonths : EXIT_MONTHS) {
          int cell = cells.size();
          cells.add(
              count(
                  pattern, names, exitMonths, each.stream().map(zone -> zone.get(cell)).toList()));
        }
      }
    }
    return new Oscillation(List.copyOf(cells));
  }

  /**
   * Counts changes by year and in any twelve months.
   *
   * @param tracks for each registrar the months after which its state changed
   */
  static Cell count(Pattern pattern, long names, int exitMonths, List<boolean[]> tracks) {
    List<Long> changes = new ArrayList<>();
    int most = 0;
    for (boolean[] track : tracks) {
      for (int from = 0; from + YEAR <= track.length; from++) {
        int seen = 0;
        for (int month = from; month < from + YEAR; month++) {
          seen += track[month] ? 1 : 0;
        }
        most = Math.max(most, seen);
        if (from % YEAR == 0) {
          while (changes.size() <= seen) {
            changes.add(0L);
          }
          changes.set(seen, changes.get(seen) + 1);
        }
      }
    }
    return new Cell(pattern, names, exitMonths, List.copyOf(changes), most);
  }

  /** The policy with so many low months wanted by the exit gate, and nothing else changed. */
  static ScoringPolicy leavingAfter(ScoringPolicy policy, int months) {
    return new ScoringPolicy(
        policy.basis(),
        policy.minimumEvidence(),
        policy.maturityDays(),
        policy.displayConfidence(),
        policy.decimals(),
        policy.prior(),
        policy.data(),
        policy.peers(),
        policy.reward(),
        policy.watch(),
        policy.intervention(),
        policy.acute(),
        new ScoringPolicy.Exit(policy.exit().confidence(), months, policy.exit().maximumDomains()));
  }

  /** When the state of each registrar changed, in the order of the cells. */
  private static List<boolean[]> tracks(Draw draw, long[] sizes, List<ScoringPolicy> policies) {
    SimulatedZone zone = Detection.Setting.LOW.zone(draw, MONTHS, sizes, policies.getFirst());
    List<Registrar> registrars = new ArrayList<>();
    for (Pattern pattern : PATTERNS) {
      for (long names : SIZES) {
        // Where in its turn it begins is chance.
        int offset = draw.below(pattern.highMonths() + pattern.lowMonths());
        Abuse abuse =
            Abuse.single(
                draw,
                MONTHS,
                month ->
                    names
                        / 10_000.0
                        * (month < BEFORE ? ZONE_PER_10K : pattern.per10k(month + offset)));
        registrars.add(
            new Registrar(zone, new Outsider(draw.bits(), names, abuse, ZONE_PER_10K), policies));
      }
    }
    for (int month = BEFORE; month < MONTHS; month++) {
      for (Registrar registrar : registrars) {
        registrar.live(month);
      }
    }
    return registrars.stream().flatMap(registrar -> registrar.changes.stream()).toList();
  }

  /** One registrar under each of the exit rules; the entry is the same in all. */
  private static final class Registrar {

    private final SimulatedZone zone;
    private final Outsider outsider;
    private final List<ScoringPolicy> policies;
    private final List<Screen> screens;
    private final boolean[] in;
    private final List<boolean[]> changes = new ArrayList<>();

    Registrar(SimulatedZone zone, Outsider outsider, List<ScoringPolicy> policies) {
      this.zone = zone;
      this.outsider = outsider;
      this.policies = policies;
      this.screens = policies.stream().map(Screen::new).toList();
      this.in = new boolean[policies.size()];
      policies.forEach(_ -> changes.add(new boolean[MONTHS - BEFORE]));
    }

    void live(int month) {
      boolean enters = isOutSomewhere() && enters(month);
      for (int i = 0; i < in.length; i++) {
        boolean change = in[i] ? leaves(i, month) : enters;
        in[i] ^= change;
        changes.get(i)[month - BEFORE] = change;
      }
    }

    private boolean isOutSomewhere() {
      for (boolean one : in) {
        if (!one) {
          return true;
        }
      }
      return false;
    }

    private boolean enters(int month) {
      return screens.getFirst().intervention(zone, outsider.abuse(), outsider.names(), month)
          && outsider.judge(zone, month, policies.getFirst()).intervention().state()
              == GateState.HOLDS;
    }

    private boolean leaves(int policy, int month) {
      return screens.get(policy).exit(outsider.abuse(), outsider.names(), month)
          && outsider.judge(zone, month, policies.get(policy)).exit().state() == GateState.HOLDS;
    }
  }
}

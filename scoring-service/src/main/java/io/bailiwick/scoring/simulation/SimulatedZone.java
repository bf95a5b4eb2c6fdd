package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.RegistrarKind;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registrars of one zone over some months. What the gates read of a month is made when it is
 * asked for; it follows from the zone's key, not from when that is. For one thread.
 */
final class SimulatedZone {

  private final long key;
  private final long[] names;
  private final double[] factors;
  private final Abuse[] abuse;
  private final double zonePer10k;
  private final ScoringPolicy policy;
  private final long allNames;
  private final Map<Integer, Long> totals = new HashMap<>();
  private @Nullable Zone latest;
  private int latestMonth;

  /**
   * @param names of each registrar, the same in all months
   * @param factors how many times the zone's rate each registrar's own rate is
   * @param zonePer10k domains expected on 10,000 names of an average registrar
   * @param policy that it is judged by
   */
  SimulatedZone(
      Draw key,
      long[] names,
      double[] factors,
      Abuse[] abuse,
      double zonePer10k,
      ScoringPolicy policy) {
    this.key = key.bits();
    this.names = names;
    this.factors = factors;
    this.abuse = abuse;
    this.zonePer10k = zonePer10k;
    this.policy = policy;
    long all = 0;
    for (long of : names) {
      all += of;
    }
    this.allNames = all;
  }

  int registrars() {
    return names.length;
  }

  long names(int registrar) {
    return names[registrar];
  }

  long allNames() {
    return allNames;
  }

  int domains(int registrar, int month) {
    return abuse[registrar].domains(month);
  }

  /** Of all registrars. */
  long domains(int month) {
    return totals.computeIfAbsent(
        month,
        of -> {
          long all = 0;
          for (Abuse one : abuse) {
            all += one.domains(of);
          }
          return all;
        });
  }

  /** Malicious domains expected on 10,000 of the registrar's names in a month. */
  double ownPer10k(int registrar) {
    return zonePer10k * factors[registrar];
  }

  /** The same of all other registrars together. */
  double restPer10k(int registrar) {
    double expected = 0;
    long others = 0;
    for (int i = 0; i < names.length; i++) {
      if (i != registrar) {
        expected += names[i] * ownPer10k(i);
        others += names[i];
      }
    }
    return expected / others;
  }

  /** The zone as it is judged; cheapest if the months that are asked for only go on. */
  Zone zone(int month) {
    Zone known = latest;
    if (known == null || month < latestMonth || month >= latestMonth + policy.monthsJudged()) {
      List<Map<Integer, MonthTally>> judged = new ArrayList<>();
      for (int back = 0; back < policy.monthsJudged(); back++) {
        judged.add(tallies(month - back));
      }
      known = new Zone(judged, policy.peers());
      latestMonth = month;
    }
    while (latestMonth < month) {
      known = known.followedBy(tallies(++latestMonth));
    }
    latest = known;
    return known;
  }

  /** A registrar's months as they are judged. */
  History history(int registrar, int month) {
    List<MonthTally> history = new ArrayList<>();
    for (int back = 0; back <= History.MONTHS_BEFORE; back++) {
      history.add(
          back < policy.monthsJudged()
              ? make(registrar, month - back, true)
              : TallyMaker.bare(month - back, names[registrar], abuse[registrar]));
    }
    return new History(RegistrarKind.ACCREDITED, history);
  }

  private Map<Integer, MonthTally> tallies(int month) {
    Map<Integer, MonthTally> made = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      made.put(i, make(i, month, false));
    }
    return made;
  }

  private MonthTally make(int registrar, int month, boolean judged) {
    return TallyMaker.tally(
        Draw.of(key, registrar, month),
        month,
        names[registrar],
        abuse[registrar],
        zonePer10k,
        judged);
  }
}

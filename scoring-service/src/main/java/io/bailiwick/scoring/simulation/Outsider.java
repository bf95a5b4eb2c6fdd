package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.MonthTally;
import io.bailiwick.scoring.gate.RegistrarKind;
import io.bailiwick.scoring.gate.ScoringPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * A registrar of a given size and rate beside the 400 of a zone, so that many of them can be judged
 * in the same one. The gates compare a registrar with everybody else anyway; only the control of
 * false discoveries would see it among the others' tests, as one more with whom they share the
 * zone's domains.
 *
 * @param key of its chance
 */
record Outsider(long key, long names, Abuse abuse, double zonePer10k) {

  /** No registrar of a zone has it. */
  static final int IDENTIFIER = -1;

  /** Judges it beside the zone, which may know fewer months than the policy looks at. */
  Assessment judge(SimulatedZone zone, int month, ScoringPolicy policy) {
    return Assessment.of(IDENTIFIER, history(month, policy), zone.zone(month), policy);
  }

  private History history(int month, ScoringPolicy policy) {
    List<MonthTally> months = new ArrayList<>();
    for (int back = 0; back <= History.MONTHS_BEFORE; back++) {
      int at = month - back;
      months.add(
          back < policy.monthsJudged()
              ? TallyMaker.tally(Draw.of(key, at), at, names, abuse, zonePer10k, true)
              : TallyMaker.bare(at, names, abuse));
    }
    return new History(RegistrarKind.ACCREDITED, months);
  }
}

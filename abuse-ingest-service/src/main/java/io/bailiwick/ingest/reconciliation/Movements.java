package io.bailiwick.ingest.reconciliation;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The identity that two reports in a row obey: names at the end of a month are those of the month
 * before, plus adds and transfers in, less transfers out and deletes. Adds and transfers in are
 * reported in the month in which their grace period ends, while the names count at once; what stood
 * in its grace period at either end is therefore set off.
 *
 * @param before total-domains of the month before
 * @param inGraceBefore names in a grace period at the end of the month before
 * @param inGraceNow at the end of this one
 */
record Movements(
    Map<RegistrarId, Long> before,
    Map<RegistrarId, Long> adds,
    Map<RegistrarId, Long> gained,
    Map<RegistrarId, Long> lost,
    Map<RegistrarId, Long> deletes,
    Map<RegistrarId, Long> inGraceBefore,
    Map<RegistrarId, Long> inGraceNow) {

  /** The names at the end of the month that follow from all that. */
  long expected(RegistrarId registrar) {
    return of(before, registrar)
        - of(inGraceBefore, registrar)
        + of(adds, registrar)
        + of(gained, registrar)
        - of(lost, registrar)
        - of(deletes, registrar)
        + of(inGraceNow, registrar);
  }

  Set<RegistrarId> registrars() {
    Set<RegistrarId> registrars = new TreeSet<>(before.keySet());
    registrars.addAll(adds.keySet());
    return registrars;
  }

  private static long of(Map<RegistrarId, Long> counts, RegistrarId registrar) {
    return counts.getOrDefault(registrar, 0L);
  }
}

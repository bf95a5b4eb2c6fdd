package io.bailiwick.scoring.gate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind a registrar's count of a month: what it would be if it were counted otherwise.
 *
 * @param onlyByFamily by source family that named any of them: malicious domains that would no
 *     longer have the policy's evidence without it
 * @param clusters by identifier: how many of the malicious domains were registered together
 * @param ofAllClasses abused domains, compromised ones, platforms and unknown ones with them; a
 *     domain that is of two classes is in it twice
 * @param validated malicious domains that a person looked at
 * @param validatedFamilies source families that named at least one of those
 * @param creates domains created in the month
 * @param cohort those of them that turned out malicious; null where it was not asked for
 */
public record Breakdown(
    SortedMap<String, Long> onlyByFamily,
    SortedMap<Long, Long> clusters,
    long ofAllClasses,
    long validated,
    int validatedFamilies,
    long creates,
    @Nullable Long cohort) {

  /** No abuse and no creates. */
  public static final Breakdown NONE =
      new Breakdown(new TreeMap<>(), new TreeMap<>(), 0, 0, 0, 0, null);

  /** Keeps its own maps. */
  public Breakdown {
    onlyByFamily = Collections.unmodifiableSortedMap(new TreeMap<>(onlyByFamily));
    clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
  }
}

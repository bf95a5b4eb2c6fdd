package io.bailiwick.ingest.watch;

/**
 * Bounded Damerau-Levenshtein distance in its restricted form (optimal string alignment): fewest
 * insertions, deletions, substitutions and swaps of neighbours, none of which touches a place
 * twice. Over UTF-16 units.
 */
final class EditDistance {
  private EditDistance() {}

  /** The distance, or {@code limit + 1} where it is larger than the limit. */
  static int within(int limit, CharSequence a, CharSequence b) {
    int n = a.length();
    int m = b.length();
    if (Math.abs(n - m) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[m + 1];
    int[] last = new int[m + 1];
    int[] row = new int[m + 1];
    for (int j = 0; j <= m; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= n; i++) {
      row[0] = i;
      int best = i;
      for (int j = 1; j <= m; j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int distance = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          distance = Math.min(distance, beforeLast[j - 2] + 1);
        }
        row[j] = distance;
        best = Math.min(best, distance);
      }
      // Minima of rows grow by at most 1, so a swap, which comes from two rows up, is no way back.
      if (best > limit) {
        return limit + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return Math.min(last[m], limit + 1);
  }
}

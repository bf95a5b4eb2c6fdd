package io.bailiwick.aip.transparency;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Decides which counts are not shown, so that no small one can be worked out from the others.
 *
 * <p>The rule: a count from 1 to one below the minimum is hidden; 0 is shown, for it tells of
 * nobody. Then further counts are hidden, the smallest first, until of every hidden count as many
 * values as the minimum fit what is shown. If that is not enough, zeros are hidden, too.
 *
 * <p>What a reader can work out is computed as a reader would: every sum gives bounds for its parts
 * and its total, again and again until nothing changes. Where two sums have at most one count in
 * common, and no chain of sums comes back to where it began, these bounds are the narrowest there
 * are (constraint networks without cycles are solved by propagation: E. Freuder, A Sufficient
 * Condition for Backtrack-Free Search, 1982).
 */
final class Suppression {
  /** Above every sum of counts; what has no upper bound. */
  private static final long UNBOUNDED = Long.MAX_VALUE / 1000;

  /** A count that is the sum of others. */
  record Sum(String total, List<String> parts) {
    Stream<String> all() {
      return Stream.concat(Stream.of(total), parts.stream());
    }
  }

  /** The values that a count can have, as far as a reader can tell. */
  record Range(long least, long most) {
    boolean isAtLeast(int values) {
      return most - least + 1 >= values;
    }
  }

  private final Map<String, Integer> counts;
  private final List<Sum> sums;
  private final int minimum;
  private final Set<String> known;

  /**
   * @param minimum the smallest count but 0 that is shown, at least 3
   * @param known what is public already, so that to hide it helps nobody
   */
  Suppression(Map<String, Integer> counts, Collection<Sum> sums, int minimum, Set<String> known) {
    if (minimum < 3) {
      throw new IllegalArgumentException("with a minimum below 3 a hidden count is no secret");
    }
    this.counts = Map.copyOf(counts);
    this.sums = List.copyOf(sums);
    this.minimum = minimum;
    this.known = Set.copyOf(known);
  }

  /**
   * The counts to hide.
   *
   * @param kept hidden in any case: what was hidden elsewhere under another name
   * @return empty where the counts cannot be protected: they are not to be published
   */
  Optional<Set<String>> hidden(Set<String> kept) {
    Set<String> hidden = new TreeSet<>(kept);
    counts.forEach(
        (key, count) -> {
          if (count > 0 && count < minimum) {
            hidden.add(key);
          }
        });
    while (true) {
      Map<String, Range> ranges = ranges(hidden);
      Set<String> open = new LinkedHashSet<>();
      hidden.stream().filter(key -> !range(ranges, key).isAtLeast(minimum)).forEach(open::add);
      if (open.isEmpty()) {
        return Optional.of(Set.copyOf(hidden));
      }
      Optional<String> next =
          beside(open, hidden, false)
              .or(() -> beside(hidden, hidden, false))
              .or(() -> beside(open, hidden, true))
              .or(() -> beside(hidden, hidden, true));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      hidden.add(next.get());
    }
  }

  /** The smallest shown count in a sum with one of these. */
  private Optional<String> beside(Set<String> these, Set<String> hidden, boolean zeros) {
    return sums.stream()
        .filter(sum -> sum.all().anyMatch(these::contains))
        .flatMap(Sum::all)
        .filter(key -> !hidden.contains(key) && !known.contains(key))
        .filter(key -> (count(key) == 0) == zeros)
        .min(Comparator.<String>comparingInt(this::count).thenComparing(Comparator.naturalOrder()));
  }

  /** What a reader can tell of every count when these are hidden. */
  Map<String, Range> ranges(Set<String> hidden) {
    // Who knows the rule knows that zeros are shown, unless some had to be hidden.
    long least = hidden.stream().anyMatch(key -> count(key) == 0) ? 0 : 1;
    Map<String, Range> ranges = new HashMap<>();
    counts.forEach(
        (key, count) ->
            ranges.put(
                key, hidden.contains(key) ? new Range(least, UNBOUNDED) : new Range(count, count)));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Sum sum : sums) {
        changed |= narrow(ranges, sum);
      }
    }
    return ranges;
  }

  private static boolean narrow(Map<String, Range> ranges, Sum sum) {
    long least = 0;
    long most = 0;
    for (String part : sum.parts()) {
      least += range(ranges, part).least();
      most = Math.min(UNBOUNDED, most + range(ranges, part).most());
    }
    boolean changed = narrow(ranges, sum.total(), least, most);
    Range total = range(ranges, sum.total());
    for (String part : sum.parts()) {
      long others = 0;
      long othersMost = 0;
      for (String other : sum.parts()) {
        if (!other.equals(part)) {
          others += range(ranges, other).least();
          othersMost = Math.min(UNBOUNDED, othersMost + range(ranges, other).most());
        }
      }
      changed |=
          narrow(
              ranges,
              part,
              othersMost == UNBOUNDED ? 0 : total.least() - othersMost,
              total.most() == UNBOUNDED ? UNBOUNDED : total.most() - others);
    }
    return changed;
  }

  private static boolean narrow(Map<String, Range> ranges, String key, long least, long most) {
    Range before = range(ranges, key);
    Range after = new Range(Math.max(before.least(), least), Math.min(before.most(), most));
    ranges.put(key, after);
    return !after.equals(before);
  }

  private static Range range(Map<String, Range> ranges, String key) {
    Range range = ranges.get(key);
    if (range == null) {
      throw new IllegalArgumentException("no count " + key);
    }
    return range;
  }

  private int count(String key) {
    Integer count = counts.get(key);
    if (count == null) {
      throw new IllegalArgumentException("no count " + key);
    }
    return count;
  }
}

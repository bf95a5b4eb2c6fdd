package io.bailiwick.ingest.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Terms, arranged so that a name is held against all of them at once. What a name contains is found
 * by an automaton over the folded terms (Aho and Corasick, 1975). What is near is found through
 * deletions: two words are at most d edits apart only if taking away at most d characters from each
 * can leave the same (Mor and Fraenkel, 1982), so what remains of the terms is kept by its hash,
 * and each candidate is then measured. The cost of a name does not grow with the number of terms
 * but through what it hits. Immutable once built; safe for use by several threads.
 */
final class TermIndex {
  private static final long BASE = 0x100000001b3L;
  private static final int LONGEST_LABEL = 63 * 8;

  /** A term and the spelling that names are compared with. */
  record Indexed(WatchTerm term, String folded) {}

  /**
   * A hit.
   *
   * @param edits 0 but for NEAR
   */
  record Found(WatchTerm term, MatchKind kind, int edits) {}

  private final List<Indexed> terms = new ArrayList<>();

  /** State and character to the next state. */
  private final LongLists edges = new LongLists();

  private int[] failures = new int[1];

  /** Next state on the way of failures at which a term ends; 0 for none. */
  private int[] outputs = new int[1];

  private final LongLists ending = new LongLists();

  private final LongLists deletions = new LongLists();
  private int mostEdits;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  TermIndex(List<WatchTerm> watched) {
    for (WatchTerm term : watched) {
      terms.add(new Indexed(term, Folding.fold(term.term().strip())));
    }
    buildAutomaton();
    for (int i = 0; i < terms.size(); i++) {
      addDeletions(i);
    }
  }

  private void buildAutomaton() {
    List<Map<Character, Integer>> tree = new ArrayList<>();
    tree.add(new HashMap<>());
    for (int i = 0; i < terms.size(); i++) {
      int state = 0;
      String folded = terms.get(i).folded();
      for (int at = 0; at < folded.length(); at++) {
        Integer next = tree.get(state).get(folded.charAt(at));
        if (next == null) {
          next = tree.size();
          tree.add(new HashMap<>());
          tree.get(state).put(folded.charAt(at), next);
          edges.put(edge(state, folded.charAt(at)), next);
        }
        state = next;
      }
      ending.put(state, i);
    }
    failures = new int[tree.size()];
    outputs = new int[tree.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>(tree.get(0).values());
    while (!queue.isEmpty()) {
      int state = queue.poll();
      int failure = failures[state];
      outputs[state] = ending.first(failure) >= 0 && failure != 0 ? failure : outputs[failure];
      tree.get(state)
          .forEach(
              (c, next) -> {
                failures[next] = step(failure, c);
                queue.add(next);
              });
    }
  }

  private static long edge(int state, char c) {
    return ((long) state << 16) | c;
  }

  /** Where the automaton goes from a state. */
  private int step(int from, char c) {
    int state = from;
    while (true) {
      int entry = edges.first(edge(state, c));
      if (entry >= 0) {
        return edges.value(entry);
      }
      if (state == 0) {
        return 0;
      }
      state = failures[state];
    }
  }

  private void addDeletions(int term) {
    String folded = terms.get(term).folded();
    int edits = terms.get(term).term().maxEdits();
    mostEdits = Math.max(mostEdits, edits);
    shortest = Math.min(shortest, folded.length());
    longest = Math.max(longest, folded.length());
    // Terms without edits are here, too, so that a part between hyphens is found to be equal.
    remains(folded, edits, hash -> deletions.put(hash, term));
  }

  /** Takes a hash. */
  @FunctionalInterface
  private interface Hashes {
    void take(long hash);
  }

  /**
   * Hashes of what remains of a word when up to so many characters (at most two) are taken away.
   */
  private static void remains(String word, int edits, Hashes hashes) {
    int n = word.length();
    long[] prefix = new long[n + 1];
    long[] power = new long[n + 1];
    power[0] = 1;
    for (int i = 0; i < n; i++) {
      prefix[i + 1] = prefix[i] * BASE + word.charAt(i) + 1;
      power[i + 1] = power[i] * BASE;
    }
    hashes.take(prefix[n]);
    if (edits == 0) {
      return;
    }
    for (int i = 0; i < n; i++) {
      // A run of the same character leaves the same, whichever of them goes.
      if (i > 0 && word.charAt(i) == word.charAt(i - 1)) {
        continue;
      }
      long tail = prefix[n] - prefix[i + 1] * power[n - i - 1];
      hashes.take(prefix[i] * power[n - i - 1] + tail);
    }
    if (edits == 1) {
      return;
    }
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        long middle = prefix[j] - prefix[i + 1] * power[j - i - 1];
        long head = prefix[i] * power[j - i - 1] + middle;
        long tail = prefix[n] - prefix[j + 1] * power[n - j - 1];
        hashes.take(head * power[n - j - 1] + tail);
      }
    }
  }

  int size() {
    return terms.size();
  }

  /**
   * Hits of a label, at most one a term: the closest.
   *
   * @param label the registrable label as an A-label, lower case
   */
  List<Found> find(String label) {
    String unicode = Folding.unicode(label);
    String whole = Folding.fold(unicode);
    if (whole.length() > LONGEST_LABEL) {
      return List.of();
    }
    Map<Integer, Found> found = new HashMap<>(4);
    contained(whole, found);
    near(whole, found);
    if (unicode.indexOf('-') >= 0) {
      for (String part : unicode.split("-", -1)) {
        near(Folding.fold(part), found);
      }
    }
    return found.isEmpty() ? List.of() : List.copyOf(found.values());
  }

  private void contained(String whole, Map<Integer, Found> found) {
    int state = 0;
    for (int i = 0; i < whole.length(); i++) {
      state = step(state, whole.charAt(i));
      for (int end = state; end != 0; end = outputs[end]) {
        for (int entry = ending.first(end); entry >= 0; entry = ending.next(entry)) {
          int term = ending.value(entry);
          Indexed indexed = terms.get(term);
          if (indexed.folded().length() == whole.length()) {
            keep(found, term, MatchKind.EQUAL, 0);
          } else if (indexed.term().contains()) {
            keep(found, term, MatchKind.CONTAINS, 0);
          }
        }
      }
    }
  }

  private void near(String word, Map<Integer, Found> found) {
    if (word.length() < shortest - mostEdits || word.length() > longest + mostEdits) {
      return;
    }
    remains(
        word,
        mostEdits,
        hash -> {
          for (int entry = deletions.first(hash); entry >= 0; entry = deletions.next(entry)) {
            int term = deletions.value(entry);
            Indexed indexed = terms.get(term);
            int limit = indexed.term().maxEdits();
            int edits = EditDistance.within(limit, word, indexed.folded());
            if (edits == 0) {
              keep(found, term, MatchKind.EQUAL, 0);
            } else if (edits <= limit) {
              keep(found, term, MatchKind.NEAR, edits);
            }
          }
        });
  }

  private void keep(Map<Integer, Found> found, int term, MatchKind kind, int edits) {
    Found hit = new Found(terms.get(term).term(), kind, edits);
    found.merge(
        term,
        hit,
        (a, b) -> {
          int order = a.kind().compareTo(b.kind());
          return order < 0 || (order == 0 && a.edits() <= b.edits()) ? a : b;
        });
  }
}

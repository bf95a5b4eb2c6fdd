package io.bailiwick.scoring.gate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One clause with the numbers that decided it and a sentence for a reader.
 *
 * @param values the numbers, by name; names that end in Per10k are rates per 10,000 names and month
 */
public record ClauseResult(
    Clause clause, ClauseState state, String sentence, SortedMap<String, BigDecimal> values) {

  static ClauseResult of(
      Clause clause, ClauseState state, String sentence, Map<String, BigDecimal> values) {
    return new ClauseResult(clause, state, sentence, new TreeMap<>(values));
  }
}

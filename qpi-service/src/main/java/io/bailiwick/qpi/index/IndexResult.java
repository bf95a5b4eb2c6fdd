package io.bailiwick.qpi.index;

import io.bailiwick.qpi.kpi.KpiAssessment;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index of one registrar and month with all that it was made of.
 *
 * @param index 0 to 100 with two decimals; null unless assessed
 * @param sentence the reason in words and numbers
 */
public record IndexResult(
    IndexState state, @Nullable BigDecimal index, List<Part> parts, String sentence) {

  public IndexResult {
    parts = List.copyOf(parts);
  }

  /**
   * One indicator's part.
   *
   * @param weight percent, as the policy has it
   * @param contribution what it adds to the index, after the weights of the indicators that are not
   *     assessable were spread; two decimals, rounded each for itself, so that the sum may differ
   *     from the index in the last place; null when it adds nothing because of its or the index's
   *     state
   */
  public record Part(
      KpiAssessment assessment, BigDecimal weight, @Nullable BigDecimal contribution) {}
}

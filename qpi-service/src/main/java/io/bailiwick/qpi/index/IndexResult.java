package io.bailiwick.qpi.index;

import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.KpiAssessment;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index of one registrar and month with all that it was made of.
 *
 * @param index 0 to 100 with two decimals; null unless assessed
 * @param exact the index before its one rounding; null unless assessed
 * @param parts one for each indicator, in the policy's order
 * @param gates one for each gate, in the policy's order
 * @param sentence the reason in words and numbers
 */
public record IndexResult(
    IndexState state,
    @Nullable BigDecimal index,
    @Nullable Fraction exact,
    List<Part> parts,
    List<GateOutcome> gates,
    String sentence) {

  public IndexResult {
    parts = List.copyOf(parts);
    gates = List.copyOf(gates);
  }

  /** How an indicator entered the sum. */
  public enum Counted {
    /** With its own points. */
    ASSESSED,
    /** Not: its weight went to the others in proportion. */
    WEIGHT_SPREAD,
    /** With no points, by the policy, because it is not assessable. */
    AS_ZERO,
    /** With 100 points, by the policy, because it is not assessable. */
    AS_FULL,
    /** Not: there is no index. */
    NO_INDEX
  }

  /**
   * One indicator's part.
   *
   * @param weight percent, as the policy has it
   * @param points that it counts with; null where it does not count
   * @param exact what it adds to the index, after the weights of the indicators that do not count
   *     were spread; null when it adds nothing because of its or the index's state
   */
  public record Part(
      KpiAssessment assessment,
      BigDecimal weight,
      Counted counted,
      @Nullable Fraction points,
      @Nullable Fraction exact) {

    /**
     * Two decimals, each rounded half up for itself, so that the sum may differ from the index in
     * the last place.
     */
    public @Nullable BigDecimal contribution() {
      return exact == null ? null : exact.rounded(IndexDefinition.PLACES);
    }
  }
}

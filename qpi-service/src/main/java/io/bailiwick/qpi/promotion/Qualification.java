package io.bailiwick.qpi.promotion;

import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexState;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The qualification of one registrar for one promotion.
 *
 * @param sentence the reason in words and numbers, for the registrar
 */
public record Qualification(QualificationState state, String sentence) {

  /**
   * The gate comes first, then the baseline; reaching the baseline exactly is enough.
   *
   * @param index 0 to 100, not null when the state is assessed
   * @param baseline 0 to 100
   * @param notAssessable which way the promotion goes without an index
   * @param unscored the month where no mature score of the registrar is published, so that nobody
   *     can say whether the abuse gate holds, whatever the terms say of doubt; null where there is
   *     one
   */
  public static Qualification of(
      IndexState state,
      @Nullable BigDecimal index,
      BigDecimal baseline,
      NotAssessable notAssessable,
      @Nullable Month unscored) {
    if (unscored != null) {
      return new Qualification(
          QualificationState.NOT_ASSESSED,
          "Not assessed: no mature score of %s is published for this registrar."
              .formatted(unscored));
    }
    String line = baseline.stripTrailingZeros().toPlainString();
    return switch (state) {
      case VETOED ->
          new Qualification(
              QualificationState.NOT_QUALIFIED,
              "Not qualified: the abuse gate for rewards does not hold.");
      case GATE_FAILED ->
          new Qualification(
              QualificationState.NOT_QUALIFIED,
              "Not qualified: a gate of the index is not passed.");
      case NOT_ASSESSABLE ->
          switch (notAssessable) {
            case QUALIFIES ->
                new Qualification(
                    QualificationState.PRE_QUALIFIED,
                    "Pre-qualified: there is no index to hold against the baseline of %s, and the terms let a registrar without one take part."
                        .formatted(line));
            case DOES_NOT ->
                new Qualification(
                    QualificationState.NOT_ASSESSED,
                    "Not assessed: there is no index to hold against the baseline of "
                        + line
                        + ".");
          };
      case ASSESSED -> {
        BigDecimal reached = Objects.requireNonNull(index, "an assessed index has a number");
        yield reached.compareTo(baseline) >= 0
            ? new Qualification(
                QualificationState.PRE_QUALIFIED,
                "Pre-qualified: the index %s reaches the baseline of %s.".formatted(reached, line))
            : new Qualification(
                QualificationState.NOT_QUALIFIED,
                "Not qualified: the index %s is %s below the baseline of %s."
                    .formatted(reached, baseline.subtract(reached).toPlainString(), line));
      }
    };
  }
}

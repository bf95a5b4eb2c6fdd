package io.bailiwick.qpi.index;

import io.bailiwick.qpi.kpi.Direction;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.History;
import io.bailiwick.qpi.kpi.Kpi;
import io.bailiwick.qpi.kpi.KpiAssessment;
import io.bailiwick.qpi.kpi.KpiDefinition;
import io.bailiwick.qpi.kpi.Measure;
import io.bailiwick.qpi.kpi.QuantityName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The least change of one indicator alone, in whole numbers of what it counts, that would reach a
 * baseline: the denominator and all the other indicators stay as they are. Points never fall when a
 * numerator moves the better way, so that halving finds it.
 *
 * @param kpi the indicator
 * @param outcome whether there is such a change
 * @param change how many more (a higher value is better) or fewer; null without one
 * @param index that would come out; null without a change
 * @param sentence in words
 */
public record NearestWay(
    String kpi,
    Outcome outcome,
    @Nullable Long change,
    @Nullable BigDecimal index,
    String sentence) {

  /** No programme has more names, and no name more years. */
  private static final long MOST = 1_000_000_000_000L;

  /** Whether one indicator alone can do it. */
  public enum Outcome {
    /** The change reaches the baseline. */
    CHANGE,
    /** No change of this indicator alone does. */
    NOT_ALONE,
    /** The indicator is not assessable, so that more or fewer say nothing. */
    NOT_ASSESSABLE
  }

  /** The way that one registrar would have to go, and how far. */
  public record Ways(boolean reached, String sentence, List<NearestWay> ways) {}

  /** For every indicator with weight or a gate on it. */
  public static Ways of(
      IndexDefinition definition, History history, AbuseReadings abuse, BigDecimal baseline) {
    List<KpiAssessment> now =
        definition.kpis().stream()
            .map(kpi -> kpi.definition().assess(history, definition.confidence()))
            .toList();
    IndexResult result = definition.assess(now, abuse);
    String line = baseline.stripTrailingZeros().toPlainString();
    if (reaches(result, baseline)) {
      return new Ways(
          true, "The index %s reaches %s already.".formatted(result.index(), line), List.of());
    }
    List<NearestWay> ways = new ArrayList<>();
    for (int i = 0; i < definition.kpis().size(); i++) {
      WeightedKpi kpi = definition.kpis().get(i);
      if (kpi.weight().signum() > 0 || isGated(definition, kpi.definition().kpi())) {
        ways.add(way(new Question(definition, now, abuse, baseline), i, history));
      }
    }
    return new Ways(
        false,
        result.state() == IndexState.ASSESSED
            ? "The index %s is %s below %s."
                .formatted(
                    result.index(), baseline.subtract(Objects.requireNonNull(result.index())), line)
            : result.sentence(),
        ways);
  }

  private record Question(
      IndexDefinition definition,
      List<KpiAssessment> now,
      AbuseReadings abuse,
      BigDecimal baseline) {

    IndexResult with(int index, KpiAssessment other) {
      List<KpiAssessment> changed = new ArrayList<>(now);
      changed.set(index, other);
      return definition.assess(changed, abuse);
    }
  }

  private static NearestWay way(Question question, int index, History history) {
    KpiDefinition kpi = question.definition.kpis().get(index).definition();
    String words = Kpi.wordsOf(kpi.kpi());
    if (!(question.now.get(index) instanceof KpiAssessment.Assessed assessed)) {
      return new NearestWay(
          kpi.kpi(), Outcome.NOT_ASSESSABLE, null, null, question.now.get(index).sentence());
    }
    boolean more = kpi.direction() == Direction.HIGHER_IS_BETTER;
    LongFunction<IndexResult> after =
        k ->
            question.with(
                index,
                kpi.judge(
                    more
                        ? assessed.numerator().plus(Fraction.of(k))
                        : assessed.numerator().minus(Fraction.of(k)),
                    assessed.denominator(),
                    question.definition.confidence()));
    OptionalLong least =
        least(room(kpi, assessed), k -> reaches(after.apply(k), question.baseline));
    if (least.isEmpty()) {
      return new NearestWay(
          kpi.kpi(),
          Outcome.NOT_ALONE,
          null,
          null,
          "No change of %s alone reaches it.".formatted(words));
    }
    BigDecimal reached = after.apply(least.getAsLong()).index();
    return new NearestWay(
        kpi.kpi(),
        Outcome.CHANGE,
        least.getAsLong(),
        reached,
        "With %d %s %s of the same %s %s the index would be %s."
            .formatted(
                least.getAsLong(),
                more ? "more" : "fewer",
                QuantityName.words(kpi.numerator()),
                assessed.denominator().rounded(2).stripTrailingZeros().toPlainString(),
                QuantityName.words(kpi.denominator()),
                reached));
  }

  /** The most that can be added to a numerator, or taken off it, while it can be assessed. */
  private static long room(KpiDefinition kpi, KpiAssessment.Assessed assessed) {
    Fraction room =
        switch (kpi.direction()) {
          case LOWER_IS_BETTER ->
              assessed.numerator().minus(Fraction.of(Math.max(0, kpi.minimumEvents())));
          case HIGHER_IS_BETTER ->
              kpi.measure() == Measure.SHARE
                  ? assessed.denominator().minus(assessed.numerator())
                  : Fraction.of(MOST);
        };
    return room.compareTo(Fraction.of(MOST)) > 0
        ? MOST
        : room.numerator().divide(room.denominator()).longValueExact();
  }

  private interface Reached {
    boolean by(long change);
  }

  /** The least change from 1 to most for which it holds, which holds for all larger ones too. */
  private static OptionalLong least(long most, Reached reached) {
    if (most < 1 || !reached.by(most)) {
      return OptionalLong.empty();
    }
    long below = 0;
    long found = most;
    while (found - below > 1) {
      long middle = below + (found - below) / 2;
      if (reached.by(middle)) {
        found = middle;
      } else {
        below = middle;
      }
    }
    return OptionalLong.of(found);
  }

  private static boolean isGated(IndexDefinition definition, String kpi) {
    return definition.gates().stream().anyMatch(gate -> kpi.equals(gate.kpi()));
  }

  private static boolean reaches(IndexResult result, BigDecimal baseline) {
    BigDecimal index = result.index();
    return index != null && index.compareTo(baseline) >= 0;
  }
}

package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Expected values: SciPy's bounds, counted one by one. */
class WhatIfTest {

  private static final double T = 0.001;

  private static boolean notProvenAbove(Rate rate) {
    return !RateInterval.CLOPPER_PEARSON.provesAbove(rate, T, 0.95);
  }

  private static boolean provenLow(Rate rate) {
    return RateInterval.CLOPPER_PEARSON.provesAtMost(rate, T, 0.95);
  }

  @Test
  void saysHowMuchLessAbuseOrHowManyMoreNamesWouldEndAProof() {
    assertThat(WhatIf.fewerEvents(Rate.of(12, 5_000), WhatIfTest::notProvenAbove)).hasValue(3);
    assertThat(WhatIf.moreCleanNames(Rate.of(12, 5_000), WhatIfTest::notProvenAbove))
        .hasValue(1_927);
    assertThat(WhatIf.fewerEvents(Rate.of(120, 40_000), WhatIfTest::notProvenAbove)).hasValue(69);
    assertThat(WhatIf.moreCleanNames(Rate.of(120, 40_000), WhatIfTest::notProvenAbove))
        .hasValue(62_576);
  }

  @Test
  void saysWhatWouldEarnTheReward() {
    assertThat(WhatIf.moreCleanNames(Rate.of(1, 1_000), WhatIfTest::provenLow)).hasValue(3_742);
    assertThat(WhatIf.fewerEvents(Rate.of(5, 6_000), WhatIfTest::provenLow)).hasValue(4);
    // 2,994 names cannot prove it, however clean.
    assertThat(WhatIf.fewerEvents(Rate.of(5, 2_994), WhatIfTest::provenLow)).isEmpty();
  }

  @Test
  void saysHowNearTheLineIs() {
    assertThat(
            WhatIf.moreEvents(
                Rate.of(3, 1_000), rate -> RateInterval.CLOPPER_PEARSON.provesAbove(rate, T, 0.95)))
        .hasValue(1);
  }

  @Test
  void changesNothingWhereTheConditionHoldsAndGivesUpWhereItNeverDoes() {
    Predicate<Rate> always = rate -> true;
    Predicate<Rate> never = rate -> false;
    assertThat(WhatIf.fewerEvents(Rate.of(3, 10), always)).hasValue(0);
    assertThat(WhatIf.moreEvents(Rate.of(3, 10), always)).hasValue(0);
    assertThat(WhatIf.moreCleanNames(Rate.NONE, always)).hasValue(0);
    assertThat(WhatIf.fewerEvents(Rate.of(3, 10), never)).isEmpty();
    assertThat(WhatIf.fewerEvents(Rate.of(0, 10), never)).isEmpty();
    assertThat(WhatIf.moreEvents(Rate.of(3, 10), never)).isEmpty();
    assertThat(WhatIf.moreCleanNames(Rate.NONE, never)).isEmpty();
    assertThat(WhatIf.moreCleanNames(Rate.NONE, WhatIfTest::provenLow)).hasValue(2_995);
  }

  @Property(tries = 200)
  void isTheLeastChangeThatSuffices(
      @ForAll @LongRange(max = 60) long events,
      @ForAll @LongRange(min = 1, max = 20_000) long names,
      @ForAll @DoubleRange(min = 1e-4, max = 0.1) @Scale(4) double threshold) {
    Rate rate = Rate.of(events, names);
    Predicate<Rate> low = each -> RateInterval.CLOPPER_PEARSON.provesAtMost(each, threshold, 0.95);
    WhatIf.fewerEvents(rate, low)
        .ifPresent(
            k -> {
              assertThat(low.test(rate.withEvents(events - k))).isTrue();
              assertThat(k == 0 || !low.test(rate.withEvents(events - k + 1))).isTrue();
            });
    long k = WhatIf.moreCleanNames(rate, low).orElseThrow();
    assertThat(low.test(rate.withMoreNames(k))).isTrue();
    assertThat(k == 0 || !low.test(rate.withMoreNames(k - 1))).isTrue();
  }
}

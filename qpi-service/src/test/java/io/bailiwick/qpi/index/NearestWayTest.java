package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.bailiwick.qpi.kpi.History;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NearestWayTest {
  private static final IndexDefinition INDEX =
      SampleIndex.weighted("50", "30", "20", "20", "10", "10", "10");

  /** 67.5 now: 2.5 are missing, which are 12.5 points of 20 % and 25 points of 10 %. */
  @Test
  void findsTheLeastChangeOfEachIndicatorAlone() {
    NearestWay.Ways ways = ways(SampleIndex.points(100, 50, 75, 100, 0, 25), "70");
    assertThat(ways.reached()).isFalse();
    assertThat(ways.sentence()).isEqualTo("The index 67.50 is 2.50 below 70.");
    assertThat(ways.ways())
        .extracting(NearestWay::kpi, NearestWay::outcome, NearestWay::change)
        .containsExactly(
            tuple("ABUSE", NearestWay.Outcome.NOT_ALONE, null),
            tuple("RENEWAL", NearestWay.Outcome.CHANGE, 13L),
            tuple("USAGE", NearestWay.Outcome.CHANGE, 13L),
            tuple("SSL", NearestWay.Outcome.NOT_ALONE, null),
            tuple("DNSSEC", NearestWay.Outcome.CHANGE, 25L),
            tuple("TERM", NearestWay.Outcome.CHANGE, 25L));
    assertThat(ways.ways().get(1).sentence())
        .isEqualTo(
            "With 13 more renewals of the same 100 names due for renewal the index would be 70.10.");
  }

  @Test
  void saysThatTheBaselineIsReached() {
    NearestWay.Ways ways = ways(SampleIndex.points(100, 50, 75, 100, 0, 25), "67.5");
    assertThat(ways.reached()).isTrue();
    assertThat(ways.ways()).isEmpty();
  }

  @Test
  void saysWhatCannotBeAssessedAndThatNothingAloneIsEnough() {
    NearestWay.Ways ways = ways(SampleIndex.points(0, 0, null, 0, 0, 0), "60");
    assertThat(ways.ways())
        .extracting(NearestWay::outcome)
        .containsExactly(
            NearestWay.Outcome.NOT_ALONE,
            NearestWay.Outcome.NOT_ALONE,
            NearestWay.Outcome.NOT_ASSESSABLE,
            NearestWay.Outcome.NOT_ALONE,
            NearestWay.Outcome.NOT_ALONE,
            NearestWay.Outcome.NOT_ALONE);
  }

  /** The gate asks for 10 of 100 signed names, however far the sum would be. */
  @Test
  void leadsThroughAGateOnAnIndicator() {
    IndexDefinition gated =
        SampleIndex.gated(
            INDEX,
            Gate.reward(),
            Gate.kpi("dnssec-share", "DNSSEC", new BigDecimal("10"), "A tenth is signed."));
    NearestWay.Ways ways =
        NearestWay.of(
            gated,
            SampleIndex.points(100, 100, 100, 100, 3, 100),
            SampleIndex.clear(),
            new BigDecimal("50"));
    assertThat(ways.sentence()).startsWith("The gate dnssec-share is not passed");
    assertThat(ways.ways())
        .filteredOn(way -> way.outcome() == NearestWay.Outcome.CHANGE)
        .extracting(NearestWay::kpi, NearestWay::change)
        .containsExactly(tuple("DNSSEC", 7L));
  }

  @Test
  void knowsNoWayAroundTheVeto() {
    NearestWay.Ways ways =
        NearestWay.of(
            INDEX,
            SampleIndex.points(50, 50, 50, 50, 50, 50),
            SampleIndex.reward(AbuseVeto.VETOED),
            new BigDecimal("10"));
    assertThat(ways.ways()).allMatch(way -> way.outcome() == NearestWay.Outcome.NOT_ALONE);
  }

  private static NearestWay.Ways ways(History history, String baseline) {
    return NearestWay.of(INDEX, history, SampleIndex.clear(), new BigDecimal(baseline));
  }
}

package io.bailiwick.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bailiwick.scoring.gate.Evidence;
import io.bailiwick.scoring.gate.Rounding;
import io.bailiwick.scoring.ingest.Classification;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.measure.Slice.MonthCount;
import io.bailiwick.scoring.statistics.Exposure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expected values are those of the method's worked examples, or counted by hand. */
class MeasurementTest {

  private static final Terms TERMS =
      new Terms(Evidence.CORROBORATED, 0.95, new Rounding(4), BigDecimal.TEN);

  private static MonthCount month(long malicious, @Nullable Exposure names) {
    return new MonthCount(malicious, names);
  }

  private static Slice flow(MonthCount... months) {
    return new Slice(List.of(months), 0, 0, 0, null, null, null, null);
  }

  private static Measurement measured(Slice slice) {
    return Measurement.of(slice, TERMS);
  }

  private static void isRate(Figure figure, String rate, String lower, String upper) {
    assertThat(figure.ratePer10k()).isEqualByComparingTo(rate);
    assertThat(figure.lower()).isEqualByComparingTo(lower);
    assertThat(figure.upper()).isEqualByComparingTo(upper);
  }

  @Test
  void aMonthThatGrowsEvenlyFromTenToTwentyThousandNamesHasFifteenThousand() {
    long sum = 0;
    for (int day = 1; day <= 30; day++) {
      // Twice the names at the end of the day, to stay with whole numbers: 10,000 to 20,000.
      sum += 20_000 + Math.round(20_000.0 * (day - 1) / 29);
    }
    assertThat(sum).isEqualTo(900_000);
    Figure flow = measured(flow(month(60, Exposure.mean(sum / 2, 30)))).flow();
    assertThat(flow.numerator()).isEqualByComparingTo("60");
    assertThat(flow.denominator()).isEqualByComparingTo("15000");
    assertThat(flow.ratePer10k()).isEqualByComparingTo("40");
  }

  @Test
  void printsTheIntervalsOfTheMethod() {
    isRate(measured(flow(month(25, Exposure.of(30_000)))).flow(), "8.3333", "5.6454", "12.2994");
    isRate(measured(flow(month(0, Exposure.of(200)))).flow(), "0", "0", "188.4533");
  }

  /**
   * A listed on the days 1 to 30, B on the 10th, C on the 28th to 30th, D carried over and listed
   * until the 5th: A, B and C are new.
   */
  @Test
  void stockIsTheMedianOfTheDaysBesideWhatWasThereAndWhatWasNew() {
    List<Long> daily = new ArrayList<>(Collections.nCopies(30, 1L));
    for (int day : List.of(1, 2, 3, 4, 5, 10, 28, 29, 30)) {
      daily.set(day - 1, 2L);
    }
    Measurement measured =
        measured(
            new Slice(
                List.of(month(3, Exposure.of(1_000))),
                0,
                0,
                0,
                null,
                new Slice.StockDays(4, daily),
                null,
                null));
    assertThat(measured.stock()).isNotNull();
    assertThat(measured.stock().rate().numerator()).isEqualByComparingTo("1");
    assertThat(measured.stock().names()).isEqualTo(4);
    isRate(measured.stock().rate(), "10", "1.7655", "56.4256");
    assertThat(measured.flow().numerator()).isEqualByComparingTo("3");
    isRate(measured.flow(), "30", "10.2078", "87.8301");
  }

  @Test
  void aMedianBetweenTwoNumbersIsAsWideAsBoth() {
    Measurement measured =
        measured(
            new Slice(
                List.of(month(0, Exposure.of(1_000))),
                0,
                0,
                0,
                null,
                new Slice.StockDays(1, List.of(0L, 1L)),
                null,
                null));
    assertThat(measured.stock()).isNotNull();
    assertThat(measured.stock().rate().numerator()).isEqualByComparingTo("0.5");
    // From the lower bound of 0 of 1,000 to the upper one of 1 of 1,000.
    isRate(measured.stock().rate(), "5", "0", "56.4256");
  }

  @Test
  void theUnknownOnesAreABandAndNoMore() {
    Measurement measured =
        measured(
            new Slice(List.of(month(12, Exposure.of(5_000))), 4, 7, 2, null, null, null, null));
    assertThat(measured.flow().ratePer10k()).isEqualByComparingTo("24");
    assertThat(measured.ifAllUnknown().ratePer10k()).isEqualByComparingTo("28");
    assertThat(measured.compromised()).isEqualTo(4);
    assertThat(measured.platform()).isEqualTo(7);
    assertThat(measured.unknown()).isEqualTo(2);
  }

  @Test
  void theCohortIsOnCreatesWithAndWithoutThoseDeletedInTheirGracePeriod() {
    Measurement measured =
        measured(
            new Slice(
                List.of(month(0, Exposure.of(5_000))),
                0,
                0,
                0,
                new Slice.NewNames(3, 200, 150L, 40, true),
                null,
                null,
                null));
    assertThat(measured.cohort()).isNotNull();
    assertThat(measured.cohort().gross().denominator()).isEqualByComparingTo("200");
    assertThat(measured.cohort().gross().ratePer10k()).isEqualByComparingTo("150");
    assertThat(measured.cohort().kept()).isNotNull();
    assertThat(measured.cohort().kept().ratePer10k()).isEqualByComparingTo("200");
    assertThat(measured.cohort().agpDeletes()).isEqualTo(40);
    assertThat(measured.cohort().mature()).isTrue();
  }

  private static MeasureFacts.Lived lived(
      Clock clock, @Nullable String action, @Nullable Actor actor, Object... hoursAndIncidents) {
    List<BigDecimal> hours = new ArrayList<>();
    List<Long> incidents = new ArrayList<>();
    for (int i = 0; i < hoursAndIncidents.length; i += 2) {
      hours.add(new BigDecimal(hoursAndIncidents[i].toString()));
      incidents.add(Long.valueOf(hoursAndIncidents[i + 1].toString()));
    }
    return new MeasureFacts.Lived(
        Threat.PHISHING,
        clock,
        Classification.MALICIOUS,
        Evidence.CORROBORATED,
        action,
        actor,
        hours,
        incidents);
  }

  /** 2, 5, 8, 12 ended, 30 censored, 40 ended, 72 censored, 96 ended, 720 and more twice. */
  @Test
  void abuseLivesAsTheMethodSaysOnTwoClocks() {
    List<MeasureFacts.Lived> lived =
        List.of(
            lived(Clock.LISTING, "HOLD", Actor.REGISTRAR, 2, 1, 5, 1, 8, 1, 12, 1),
            lived(Clock.LISTING, "DELETE", Actor.REGISTRAR, 40, 1),
            lived(Clock.LISTING, "HOLD", Actor.REGISTRY, 96, 1),
            lived(Clock.LISTING, null, null, 30, 1, 72, 1, 720, 2),
            lived(Clock.NOTIFICATION, "HOLD", Actor.REGISTRAR, 1, 9, 3, 1));
    List<Persisting> clocks =
        measured(
                new Slice(List.of(month(10, Exposure.of(5_000))), 0, 0, 0, null, null, lived, null))
            .persistence();
    assertThat(clocks).hasSize(2);
    Persisting listing = clocks.getFirst();
    assertThat(listing.clock()).isEqualTo(Clock.LISTING);
    assertThat(listing.incidents()).isEqualTo(10);
    assertThat(listing.ended()).isEqualTo(6);
    assertThat(listing.shares()).extracting(Persisting.Share::hours).containsExactly(24, 96, 720);
    assertThat(listing.shares().stream().map(share -> share.unmitigated().toPlainString()))
        .containsExactly("0.6", "0.32", "0.32");
    assertThat(listing.shares())
        .allSatisfy(
            share -> assertThat(share.unmitigated()).isBetween(share.lower(), share.upper()));
    assertThat(listing.medianHours()).isEqualByComparingTo("40");
    assertThat(listing.p90Hours()).isNull();
    assertThat(
            listing.endings().stream()
                .map(
                    ending ->
                        ending.actor()
                            + " "
                            + ending.action()
                            + " "
                            + ending.incidents()
                            + " "
                            + ending.share()))
        .containsExactly(
            "REGISTRAR DELETE 1 0.1667", "REGISTRAR HOLD 4 0.6667", "REGISTRY HOLD 1 0.1667");
    Persisting notification = clocks.getLast();
    assertThat(notification.incidents()).isEqualTo(10);
    assertThat(notification.medianHours()).isEqualByComparingTo("1");
    assertThat(notification.p90Hours()).isEqualByComparingTo("1");
    assertThat(notification.shares().getFirst().unmitigated()).isEqualByComparingTo("0");
  }

  @Test
  void withoutIncidentsThereIsNoShareAndNoTime() {
    List<Persisting> clocks =
        measured(
                new Slice(
                    List.of(month(0, Exposure.of(5_000))), 0, 0, 0, null, null, List.of(), null))
            .persistence();
    assertThat(clocks)
        .hasSize(2)
        .allSatisfy(
            clock -> {
              assertThat(clock.incidents()).isZero();
              assertThat(clock.shares()).isEmpty();
              assertThat(clock.medianHours()).isNull();
              assertThat(clock.p90Hours()).isNull();
              assertThat(clock.endings()).isEmpty();
            });
  }

  @Test
  void countsTheMonthsAboveTheLine() {
    // 10 of 10,000 is on the line, not above it; a month with a missing day or without names has no
    // rate.
    Measurement measured =
        measured(
            flow(
                month(11, Exposure.of(10_000)),
                month(10, Exposure.of(10_000)),
                month(99, null),
                month(0, Exposure.NONE),
                month(12, Exposure.of(10_000))));
    assertThat(measured.recurrence().above()).isEqualTo(2);
    assertThat(measured.recurrence().months()).isEqualTo(3);
    assertThat(measured.recurrence().linePer10k()).isEqualByComparingTo("10");
  }

  @Test
  void aCampaignIsConcentrated() {
    List<Long> clusters = new ArrayList<>(List.of(60L, 20L, 10L));
    clusters.addAll(Collections.nCopies(10, 1L));
    Measurement measured =
        measured(
            new Slice(
                List.of(month(100, Exposure.of(10_000))), 0, 0, 0, null, null, null, clusters));
    assertThat(measured.concentration()).isNotNull();
    assertThat(measured.concentration().clusters()).isEqualTo(13);
    assertThat(measured.concentration().largestShare()).isEqualByComparingTo("0.6");
    // (3600 + 400 + 100 + 10) / 10000
    assertThat(measured.concentration().herfindahl()).isEqualByComparingTo("0.411");
    assertThat(measured.concentration().designEffect()).isEqualByComparingTo("41.1");
    assertThat(measured.concentration().effectiveDomains()).isEqualByComparingTo("2.4331");
    // 0.01 ln 100
    assertThat(measured.comparison().spamhaus()).isEqualByComparingTo("0.0461");
    assertThat(measured.comparison().interisle()).isEqualByComparingTo("100");
  }

  @Test
  void moreCasesThanNamesAreARateOnTheirExposure() {
    Figure flow = measured(flow(month(5, Exposure.of(1)))).flow();
    assertThat(flow.ratePer10k()).isEqualByComparingTo("50000");
    assertThat(flow.lower()).isCloseTo(new BigDecimal("16234.86"), within(new BigDecimal("0.01")));
    assertThat(flow.upper()).isCloseTo(new BigDecimal("116683.32"), within(new BigDecimal("0.01")));
  }

  @Test
  void noNamesAndNoEvidenceHaveNoRateAndNoIndex() {
    Measurement none = measured(flow(month(2, Exposure.NONE)));
    assertThat(none.flow().numerator()).isEqualByComparingTo("2");
    assertThat(none.flow().denominator()).isEqualByComparingTo("0");
    assertThat(none.flow().ratePer10k()).isNull();
    assertThat(none.flow().lower()).isNull();
    assertThat(none.comparison().interisle()).isNull();
    assertThat(none.recurrence().months()).isZero();
    Measurement unknown = measured(flow(month(2, null)));
    assertThat(unknown.flow().denominator()).isNull();
    assertThat(unknown.flow().ratePer10k()).isNull();
    assertThat(unknown.comparison().spamhaus()).isNull();
    Measurement empty =
        measured(
            new Slice(
                List.of(month(0, Exposure.NONE)),
                0,
                0,
                0,
                new Slice.NewNames(0, 0, 0L, 0, false),
                new Slice.StockDays(0, List.of()),
                List.of(),
                List.of()));
    assertThat(empty.cohort()).isNotNull();
    assertThat(empty.cohort().gross().ratePer10k()).isNull();
    assertThat(empty.stock()).isNotNull();
    assertThat(empty.stock().rate().ratePer10k()).isNull();
    assertThat(empty.concentration()).isNotNull();
    assertThat(empty.concentration().largestShare()).isNull();
    assertThat(empty.concentration().designEffect()).isEqualByComparingTo("1");
    assertThat(empty.concentration().effectiveDomains()).isEqualByComparingTo("0");
  }
}

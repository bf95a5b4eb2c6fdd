package io.bailiwick.scoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class ExposureTest {

  @Test
  void keepsTheMeanOfALinearMonthExact() {
    // 10,000 to 20,000 in 30 days, taken at the middle of each day: the mean is 15,000 exactly.
    long sum = 0;
    for (int day = 0; day < 30; day++) {
      sum += 10_000 * 60 + 10_000 * (2 * day + 1);
    }
    assertThat(new Exposure(sum, 60 * 30)).isEqualTo(Exposure.of(15_000));
  }

  @Test
  void addsMonthsOfUnequalLengthWithoutRounding() {
    assertThat(Exposure.mean(1, 30).plus(Exposure.mean(1, 31))).isEqualTo(new Exposure(61, 930));
  }

  @Test
  void holdsAYearOfTheLargestZone() {
    Exposure year = Exposure.NONE;
    for (int month = 1; month <= 12; month++) {
      int days = YearMonth.of(2028, month).lengthOfMonth();
      year = year.plus(Exposure.mean(20_000_000L * days - 1, days));
    }
    assertThat(year.compareTo(Exposure.of(240_000_000))).isNegative();
    assertThat(year.rounded(0)).isEqualByComparingTo("240000000");
  }

  @Test
  void expectsTheMeanOfTheMonthsBefore() {
    // Eleven months of 500 names expect 1,500 in three months.
    assertThat(Exposure.of(5_500).scaled(3, 11)).isEqualTo(Exposure.of(1_500));
  }

  @Test
  void refusesNegativeNames() {
    assertThatThrownBy(() -> new Exposure(-1, 30)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Exposure.mean(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesAwayWhatWasAdded() {
    Exposure whole = Exposure.mean(100, 30).plus(Exposure.mean(7, 31));
    assertThat(whole.minus(Exposure.mean(7, 31))).isEqualTo(Exposure.mean(100, 30));
    assertThat(whole.minus(whole)).isEqualTo(Exposure.NONE);
    assertThatThrownBy(() -> Exposure.of(1).minus(Exposure.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsAYearOfManyRegistrarsExactly() {
    // A year's sum of means has a denominator of up to 28 * 29 * 15 * 31 days.
    Exposure year =
        Exposure.mean(1_000_003, 28)
            .plus(Exposure.mean(1_000_003, 29))
            .plus(Exposure.mean(1_000_003, 30))
            .plus(Exposure.mean(1_000_003, 31));
    Exposure zone = Exposure.NONE;
    for (int registrar = 0; registrar < 3_000; registrar++) {
      zone = zone.plus(year);
    }
    assertThat(zone).isEqualTo(year.scaled(3_000, 1));
  }
}

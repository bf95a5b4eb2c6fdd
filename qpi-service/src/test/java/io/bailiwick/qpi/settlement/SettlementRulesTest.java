package io.bailiwick.qpi.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementRulesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

  /** Norid's way: sums under 200 are not paid. */
  @ParameterizedTest
  @CsvSource({
    "200.00, 200, ",
    "199.99, 200, BELOW_MINIMUM",
    "0.01, , ",
    "0.00, , NOTHING_OWED",
    "-5.00, 200, NOTHING_OWED",
  })
  void paysWhatReachesTheMinimum(BigDecimal amount, BigDecimal minimum, CarryReason carried) {
    assertThat(SettlementRules.carried(DAY, List.of(), amount, minimum)).isEqualTo(carried);
  }

  @Test
  void paysOnThePromotionsDates() {
    List<LocalDate> dates = List.of(LocalDate.of(2026, 4, 1), DAY);
    assertThat(SettlementRules.carried(DAY, dates, BigDecimal.TEN, null)).isNull();
    assertThat(SettlementRules.carried(DAY.plusDays(1), dates, BigDecimal.TEN, null))
        .isEqualTo(CarryReason.NOT_ITS_DATE);
  }

  @Test
  void endsAtTheStartOfTheDayWhereThePromotionIsAnnounced() {
    // Summer time in New York: four hours behind.
    assertThat(SettlementRules.cutOff(DAY, ZoneId.of("America/New_York")))
        .isEqualTo("2026-10-01T04:00:00Z");
    assertThat(SettlementRules.cutOff(DAY, ZoneId.of("UTC"))).isEqualTo("2026-10-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2.00, 2026-09-30T23:59:59.999999Z, true",
    "2.00, 2026-10-01T00:00:00Z, false",
    "-2.00, 2026-10-05T00:00:00Z, true",
  })
  void takesBackAtOnceAndGivesByTheDay(BigDecimal owed, Instant recordedAt, boolean taken) {
    assertThat(SettlementRules.takes(owed, recordedAt, Instant.parse("2026-10-01T00:00:00Z")))
        .isEqualTo(taken);
  }
}

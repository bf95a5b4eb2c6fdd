package io.bailiwick.common.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class TimeTest {

  @Inject BusinessClock clock;

  @AfterEach
  void backToTheRealTime() {
    TestClock.reset();
  }

  @Test
  void monthsEndAtMidnightUtc() {
    assertThat(Month.of(Instant.parse("2024-02-29T23:59:59.999999Z"))).isEqualTo(Month.of(2024, 2));
    assertThat(Month.of(Instant.parse("2024-03-01T00:00:00Z"))).isEqualTo(Month.of(2024, 3));
    assertThat(Month.of(2024, 2).days()).isEqualTo(29);
    assertThat(Month.of(2025, 12).end()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(Month.of(2026, 1).minus(1).toString()).isEqualTo("2025-12");
  }

  @Test
  void aMonthIsMatureSoManyWholeDaysAfterItsEnd() {
    assertThat(Month.of(2026, 1).matureAt(30)).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
  }

  @Test
  void refusesOtherSpellingsOfAMonth() {
    assertThatThrownBy(() -> Month.fromString("2026-13"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Month.fromString("March"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Java reads them all, and fails where a month is added or the database is asked. */
  @Test
  void refusesMonthsAndDaysOfYearsThatNobodyMeans() {
    for (String year : new String[] {"0000", "-0001", "+10000", "+999999999", "-999999999"}) {
      assertThatThrownBy(() -> Month.fromString(year + "-12"))
          .as(year)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Day.fromString(year + "-12-31"))
          .as(year)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Month.fromString("9999-12").end()).isEqualTo("+10000-01-01T00:00:00Z");
    assertThat(Day.fromString("0001-01-01").start()).isEqualTo("0001-01-01T00:00:00Z");
  }

  @Test
  void theClockRunsOnFromWhereItIsSet() {
    TestClock.set(Instant.parse("2026-01-05T00:00:00Z"));
    assertThat(clock.instant())
        .isBetween(Instant.parse("2026-01-05T00:00:00Z"), Instant.parse("2026-01-05T00:01:00Z"));
    assertThat(clock.today()).isEqualTo("2026-01-05");
  }

  @Test
  void theClockIsTheOperatorsOnly() {
    As.role(Role.AUDITOR)
        .contentType("application/json")
        .body(Map.of("now", "2026-01-05T00:00:00Z"))
        .put("/v1/development-clock")
        .then()
        .statusCode(403);
    As.nobody().get("/v1/development-clock").then().statusCode(401);
  }
}

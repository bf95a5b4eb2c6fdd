package io.bailiwick.ingest.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A month with a 29 February, and the worked month of the method, section 1. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class CalendarTest {
  private static final String REGISTRARS = "r1,One,90001,ok\n";

  @BeforeEach
  void clean() {
    Slate.clean();
  }

  private static void load(DepositFixture deposit) {
    Operate.deposit(deposit).statusCode(201);
  }

  private static ValidatableResponse of(String what, String month) {
    return As.role(Role.SERVICE)
        .get("/v1/" + what + "?month=" + month)
        .then()
        .statusCode(200)
        .rootPath("registrars.find{it.registrar==90001}");
  }

  @Test
  void countsTheDayThatOnlyLeapYearsHave() {
    TestClock.set(Instant.parse("2028-04-16T12:00:00Z"));
    load(
        DepositFixture.full("F1", "2028-02-01T00:00:00Z")
            .registrars(REGISTRARS)
            .domains(
                """
                old.org,O,r1,r1,2020-02-01T00:00:00Z,2029-02-01T00:00:00Z,
                leap.org,L,r1,r1,2024-02-29T10:00:00Z,2028-02-29T10:00:00Z,
                """));
    load(DepositFixture.diff("D1", "F1", "2028-02-29T00:00:00Z"));
    // 29 February: two are created, for one year and for two; one is renewed automatically.
    load(
        DepositFixture.diff("D2", "D1", "2028-03-01T00:00:00Z")
            .domains(
                """
                one.org,ONE,r1,r1,2028-02-29T23:59:59Z,2029-02-28T23:59:59Z,
                two.org,TWO,r1,r1,2028-02-29T12:00:00Z,2030-03-01T12:00:00Z,
                leap.org,L,r1,r1,2024-02-29T10:00:00Z,2029-02-28T10:00:00Z,
                """));
    load(
        DepositFixture.diff("D3", "D2", "2028-03-02T00:00:00Z")
            .domains("march.org,M,r1,r1,2028-03-01T00:00:00Z,2029-03-01T00:00:00Z,\n"));
    load(DepositFixture.diff("D4", "D3", "2028-04-16T00:00:00Z"));

    of("tallies", "2028-02")
        .body("dumSum", equalTo(2 + 4))
        .body("days", equalTo(2))
        .body("creates", equalTo(2))
        .noRootPath()
        .body("daysInMonth", equalTo(29))
        .body("missingDays", hasSize(27));
    of("tallies", "2028-03").body("creates", equalTo(1)).body("dumSum", equalTo(5));
    of("portfolios", "2028-02")
        .body("closingDum", equalTo(4))
        .body("termYears", equalTo(1 + 2))
        .body("renewalsDue", equalTo(1))
        .body("renewalsDone", equalTo(1));

    TestClock.set(Instant.parse("2028-04-17T00:00:00Z"));
    Operate.csv("alpha", "alpha");
    Operate.rows(
            "alpha",
            "http://old.org/1,2028-02-29 23:59:59,,",
            "http://two.org/1,2028-03-01T00:30:00+01:00,,",
            "http://leap.org/1,2028-03-01 00:00:00,,",
            "http://march.org/1,2027-02-29 10:00:00,,")
        .body("rows.accepted", equalTo(3))
        .body("rows.rejectedByReason.INVALID_TIME", equalTo(1));
    incidents("2028-02").body("items.name", containsInAnyOrder("old.org", "two.org"));
    incidents("2028-03").body("items.name", containsInAnyOrder("leap.org"));
  }

  private static ValidatableResponse incidents(String month) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/incidents?month=" + month).then().statusCode(200);
  }

  private static final int OPENING = 10_000;
  private static final int CLOSING = 20_000;

  /** At the end of a day of a month of 30 days. */
  private static int namesOn(int day) {
    return OPENING + Math.round((CLOSING - OPENING) * (day - 1) / 29f);
  }

  private static String names(int from, int to, String created) {
    return IntStream.range(from, to)
        .mapToObj(i -> "n%d.org,R%d,r1,r1,%s,2027-06-01T00:00:00Z,\n".formatted(i, i, created))
        .collect(Collectors.joining());
  }

  /** Opening 10,000 and closing 20,000: 60 names are 60, 30, and on the mean 40 per 10,000. */
  @Test
  void theMeanOfAMonthThatGrowsEvenlyIsExact() {
    TestClock.set(Instant.parse("2026-05-15T00:00:00Z"));
    load(
        DepositFixture.full("D0", "2026-04-01T00:00:00Z")
            .registrars(REGISTRARS)
            .domains(names(0, OPENING, "2026-01-01T00:00:00Z")));
    for (int day = 1; day <= 30; day++) {
      LocalDate date = LocalDate.of(2026, 4, day);
      DepositFixture diff =
          DepositFixture.diff("D" + day, "D" + (day - 1), date.plusDays(1) + "T00:00:00Z");
      load(
          day == 1
              ? diff
              : diff.domains(names(namesOn(day - 1), namesOn(day), date + "T10:00:00Z")));
    }
    of("portfolios", "2026-03").body("closingDum", equalTo(OPENING));
    of("portfolios", "2026-04").body("closingDum", equalTo(CLOSING));
    ValidatableResponse april =
        of("tallies", "2026-04")
            .body("dumSum", equalTo(30 * 15_000))
            .body("days", equalTo(30))
            .body("creates", equalTo(10_000));
    int sum = april.extract().path("registrars.find{it.registrar==90001}.dumSum");
    BigDecimal mean = BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(30));
    assertThat(BigDecimal.valueOf(60 * 10_000).divide(mean)).isEqualByComparingTo("40");
  }
}

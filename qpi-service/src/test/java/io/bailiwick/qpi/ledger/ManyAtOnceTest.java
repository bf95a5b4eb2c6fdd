package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.qpi.Offering;
import io.bailiwick.qpi.Peers;
import io.bailiwick.qpi.promotion.Offers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maturity and statements of many registrars, which several connections work on at once. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class ManyAtOnceTest {
  private static final int FIRST = 91_001;
  private static final int REGISTRARS = 12;
  private static final int NAMES_OF_EACH = 3;
  private static final int NAMES = REGISTRARS * NAMES_OF_EACH;

  @Inject Sql sql;
  @Inject Offers offers;
  @Inject LedgerRepository ledger;
  @Inject LedgerWriter writer;

  @BeforeEach
  void forgetThePeers() {
    SuiteResource.resetPeers();
    Peers.portfolios("2026-01", 82);
  }

  @Test
  void maturesEachAccrualOnceHoweverManyAskAtOnce() throws Exception {
    UUID promotion = accrued("TRY");
    TestClock.set(Instant.parse("2026-02-10T10:00:00Z"));
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      callers.add(
          () ->
              post("/v1/promotions/" + promotion + "/maturity-runs", "{}", UUID.randomUUID())
                  .statusCode(200)
                  .extract()
                  .path("matured"));
    }
    int matured = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
      for (Future<Integer> caller : threads.invokeAll(callers, 60, TimeUnit.SECONDS)) {
        matured += caller.get();
      }
    }
    assertThat(matured).isEqualTo(NAMES);
    assertThat(
            number(
                "SELECT count(*) FROM ledger_transaction WHERE kind = 'MATURITY' AND currency ="
                    + " 'TRY'"))
        .isEqualTo(NAMES);
    assertThat(number("SELECT count(*) FROM accrual WHERE currency = 'TRY' AND matured"))
        .isEqualTo(NAMES);
    assertThat(number("SELECT sum(payable)::bigint FROM ledger_day WHERE currency = 'TRY'"))
        .isEqualTo(2 * NAMES);
    assertThat(number("SELECT sum(pending)::bigint FROM ledger_day WHERE currency = 'TRY'"))
        .isZero();
  }

  @Test
  void issuesByManyTransactionsAndGoesOnWhereOneFailedWithoutAGapInTheNumbers() throws Exception {
    var unused = accrued("HUF");
    TestClock.set(Instant.parse("2026-03-02T10:00:00Z"));
    int wrong = FIRST + 7;
    // A sum that the ledger does not bear out: the statement of this registrar is refused.
    owner(
        "UPDATE ledger_day SET lines = lines + 1 WHERE currency = 'HUF' AND registrar = " + wrong);
    UUID key = UUID.randomUUID();
    String january = "{\"period\": \"2026-01\", \"currency\": \"HUF\"}";
    post("/v1/statements", january, key).statusCode(greaterThanOrEqualTo(400));
    long issued = number("SELECT count(*) FROM statement WHERE currency = 'HUF'");
    assertThat(issued).isEqualTo(7);
    assertThat(number("SELECT count(*) FROM statement WHERE registrar >= " + wrong)).isZero();
    owner(
        "UPDATE ledger_day SET lines = lines - 1 WHERE currency = 'HUF' AND registrar = " + wrong);
    for (int i = 0; i < 2; i++) {
      post("/v1/statements", january, key)
          .statusCode(201)
          .body("issued", is(REGISTRARS - (int) issued))
          .body("statedBefore", is((int) issued))
          .body("lines", is((REGISTRARS - (int) issued) * NAMES_OF_EACH))
          .body("closing.toString()", is((REGISTRARS - issued) * NAMES_OF_EACH * 2 + ".0"));
    }
    List<Long> numbers =
        list("SELECT number FROM statement WHERE currency = 'HUF' ORDER BY registrar");
    assertThat(numbers)
        .containsExactlyElementsOf(
            LongStream.range(0, REGISTRARS).mapToObj(i -> numbers.getFirst() + i).toList());
    // Each transaction leaves an entry that names who ordered it and all that it issued.
    assertThat(
            number(
                """
                SELECT sum((c.content::jsonb ->> 'issued')::int) FROM audit_entry e JOIN audit_content c USING (sequence)
                WHERE e.subject = 'statements/2026-01/HUF' AND e.actor = 'fay'
                """))
        .isEqualTo(REGISTRARS);
    assertThat(
            number(
                """
                SELECT count(*) FROM outbox_event o JOIN statement s ON o.subject = 'statement/' || s.id
                WHERE o.type = 'statement.issued' AND s.currency = 'HUF'
                """))
        .isEqualTo(REGISTRARS);
  }

  /** A promotion of which each registrar has accruals of 2.00, booked on 22 January. */
  private UUID accrued(String currency) {
    UUID promotion =
        UUID.fromString(
            Offering.published(
                ", \"incentive\": {\"model\": \"PER_CREATE\", \"amount\": 2.00, \"currency\": \""
                    + currency
                    + "\"}"));
    Instant created = Instant.parse("2026-01-20T00:00:00Z");
    Instant booked = Instant.parse("2026-01-22T10:00:00Z");
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              var account =
                  ledger.lockedAccount(
                      promotion, PromotionTerms.caps(offers.offer(promotion).terms()));
              List<NewTransaction> accruals = new ArrayList<>();
              for (int i = 0; i < NAMES; i++) {
                accruals.add(
                    NewTransaction.accrual(
                        promotion,
                        RegistrarId.of(FIRST + i % REGISTRARS),
                        Money.of(CurrencyUnit.of(currency), 2),
                        false,
                        new NewTransaction.Source(
                            1,
                            null,
                            "all",
                            created.plusSeconds(5 * 86_400),
                            (long) i + 1,
                            "many-%d.org".formatted(i),
                            "M%d-ORG".formatted(i),
                            created)));
              }
              writer.write(writer.open(booked, "finn"), accruals);
            });
    return promotion;
  }

  private static ValidatableResponse post(String path, String body, UUID key) {
    return As.user("fay", Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", key.toString())
        .body(body)
        .post(path)
        .then();
  }

  private long number(String query) {
    return list(query).getFirst();
  }

  private List<Long> list(String query) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> sql.list("SELECT n FROM (%s) AS x (n)".formatted(query), row -> row.number("n")));
  }

  private static void owner(String change) throws SQLException {
    var config = ConfigProvider.getConfig();
    try (Connection connection =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(change)).isOne();
    }
  }
}

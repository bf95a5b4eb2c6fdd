package io.bailiwick.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Accrues and matures a month of creates through the APIs of ingest and qpi, one promotion a round,
 * and holds that against what PostgreSQL needs for the same rows.
 */
final class QpiBench {
  private static final int CREATES = 200_000;
  private static final int REGISTRARS = 500;

  /** As the deposits of the generated registry number them. */
  private static final int FIRST_REGISTRAR = 90_001;

  /** One of so many creates is deleted again in its add grace period. */
  private static final int DELETED = 50;

  private static final int EVENTS_IN_AN_UPLOAD = 50_000;
  private static final int ROUNDS = 3;
  private static final double WHOLE = 60;
  private static final Instant MONTH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(31);
  private static final List<String> TABLES =
      List.of("ledger_transaction", "ledger_entry", "accrual");

  private final SuiteOptions options;
  private final Findings findings;

  QpiBench(SuiteOptions options, PrintStream out) {
    this.options =
        options
            .withServices(Set.of(SuiteService.INGEST, SuiteService.QPI))
            .withZones(List.of("org"));
    this.findings = new Findings(out);
  }

  /**
   * Whether the sums are right and the aim is met.
   *
   * @param creates in the month; 0: 200,000
   */
  boolean run(int creates) throws IOException, InterruptedException {
    int size = creates == 0 ? CREATES : creates;
    findings.say("Accruing a month: ./run bench qpi%s", creates == 0 ? "" : " --names " + creates);
    findings.say("%s", Machine.describe());
    try (Suite started = Suite.start(options, line -> {})) {
      SuiteClient suite = new SuiteClient(started);
      load(suite, size);
      findings.say("");
      List<Double> totals = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        round(suite, size, round, totals, ratios);
      }
      findings.say(
          "  medians: %.1f s for the month, %,.0f creates a second, speed against COPY of the same rows %.2f",
          SuiteClient.median(totals),
          size / SuiteClient.median(totals),
          SuiteClient.median(ratios));
      findings.check(SuiteClient.median(totals) < WHOLE, "a month within %.0f s", WHOLE);
    }
    return findings.end(options.root(), "qpi.txt", "every sum right, and in time");
  }

  private void load(SuiteClient suite, int creates) throws IOException, InterruptedException {
    long from = System.nanoTime();
    GeneratedRegistry registry =
        new GeneratedRegistry(Instant.parse("2026-03-01T00:00:00Z"), REGISTRARS, 1000, 0);
    Path file = Files.createDirectories(options.data().resolve("deposits")).resolve("deposit.zip");
    registry.full(file, 0, 0);
    suite.upload("/v1/deposits", "application/zip", BodyPublishers.ofFile(file));
    Files.delete(file);
    StringBuilder events = new StringBuilder();
    int inUpload = 0;
    for (int number = 0; number < creates; number++) {
      Instant at = MONTH.plus(LENGTH.multipliedBy(number).dividedBy(creates));
      event(events, "CREATE", number, at);
      inUpload++;
      if (number % DELETED == 0) {
        event(events, "AGP_DELETE", number, at.plus(Duration.ofDays(3)));
        inUpload++;
      }
      if (inUpload >= EVENTS_IN_AN_UPLOAD || number == creates - 1) {
        JsonNode taken =
            suite.upload(
                "/v1/register-events",
                "application/x-ndjson",
                BodyPublishers.ofString(events.toString()));
        findings.check(
            taken.path("rows").path("accepted").asInt() == inUpload,
            "%d events sent, %s",
            inUpload,
            taken.path("rows"));
        events.setLength(0);
        inUpload = 0;
      }
    }
    findings.say(
        "  %,d creates of %d registrars and %,d deletes in the add grace period: %.0f s to load",
        creates, REGISTRARS, deletes(creates), SuiteClient.seconds(from));
  }

  private static int deletes(int creates) {
    return (creates + DELETED - 1) / DELETED;
  }

  private static void event(StringBuilder events, String type, int number, Instant at) {
    events
        .append("{\"id\":\"")
        .append(type)
        .append(number)
        .append("\",\"type\":\"")
        .append(type)
        .append("\",\"name\":\"bench-")
        .append(number)
        .append(".org\",\"roid\":\"B")
        .append(number)
        .append("-ORG\",\"registrar\":")
        .append(FIRST_REGISTRAR + number % REGISTRARS)
        .append(",\"occurredAt\":\"")
        .append(at)
        .append('"')
        .append(type.equals("CREATE") ? ",\"years\":1" : "")
        .append("}\n");
  }

  /** The first one warms up and is not counted. */
  private void round(
      SuiteClient suite, int creates, int round, List<Double> totals, List<Double> ratios)
      throws IOException, InterruptedException {
    String promotion = suite.promotion("bench-" + round, FIRST_REGISTRAR, REGISTRARS);
    // A day of its own, so that each round is a period of its own.
    LocalDate day = LocalDate.of(2026, 4, 20).plusDays(round);
    suite.clock(SuiteService.QPI, day + "T00:00:00Z");
    long from = System.nanoTime();
    JsonNode accrued =
        suite.post(
            SuiteService.QPI, "/v1/promotions/" + promotion + "/accruals", "finance", "", 200);
    double accruing = SuiteClient.seconds(from);
    from = System.nanoTime();
    JsonNode matured =
        suite.post(
            SuiteService.QPI, "/v1/promotions/" + promotion + "/maturity-runs", "finance", "", 200);
    double maturing = SuiteClient.seconds(from);
    double stating = state(suite, day, creates);
    int kept = creates - deletes(creates);
    findings.check(
        accrued.path("accrued").asInt() == creates
            && accrued.path("reversed").asInt() == deletes(creates)
            && matured.path("matured").asInt() == kept,
        "%d accrued, %d matured: %s, %s",
        creates,
        kept,
        accrued,
        matured);
    balances(suite, promotion, BigDecimal.valueOf(2L * kept));
    double copying = copy(suite, promotion);
    double whole = accruing + maturing + stating;
    findings.say(
        "  %s: accrued in %.1f s, matured in %.1f s, stated in %.1f s: %.1f s; COPY of the same rows %.1f s, ratio %.2f",
        round == 0 ? "to warm up" : "round " + round,
        accruing,
        maturing,
        stating,
        whole,
        copying,
        copying / (accruing + maturing));
    if (round > 0) {
      totals.add(whole);
      ratios.add(copying / (accruing + maturing));
    }
  }

  /**
   * Makes the statements of what was booked on a day: a line for each create, delete and maturity.
   *
   * @return seconds
   */
  private double state(SuiteClient suite, LocalDate day, int creates)
      throws IOException, InterruptedException {
    suite.clock(SuiteService.QPI, day.plusDays(1) + "T00:00:01Z");
    long from = System.nanoTime();
    JsonNode issued =
        suite.post(
            SuiteService.QPI,
            "/v1/statements",
            "finance",
            "{\"period\": \"%s/%s\", \"currency\": \"USD\"}".formatted(day, day.plusDays(1)),
            201);
    double stating = SuiteClient.seconds(from);
    long lines = 2L * creates;
    findings.check(
        issued.path("issued").asInt() == REGISTRARS && issued.path("lines").asLong() == lines,
        "%d statements of %d lines, expected %d of %d",
        issued.path("issued").asInt(),
        issued.path("lines").asLong(),
        REGISTRARS,
        lines);
    return stating;
  }

  private void balances(SuiteClient suite, String promotion, BigDecimal expected)
      throws IOException, InterruptedException {
    BigDecimal payable = BigDecimal.ZERO;
    int registrars = 0;
    JsonNode page =
        suite.get(
            SuiteService.QPI, "/v1/ledger/balances?limit=1000&promotion=" + promotion, "finance");
    for (JsonNode balance : page.path("items")) {
      payable = payable.add(new BigDecimal(balance.path("payable").asText()));
      registrars++;
    }
    findings.check(
        payable.compareTo(expected) == 0 && registrars == REGISTRARS,
        "%s payable to %d registrars, expected %s",
        payable,
        registrars,
        expected);
  }

  /** The rows of the promotion, out of the tables and into others with the same indexes. */
  private double copy(SuiteClient suite, String promotion) throws IOException {
    double seconds = 0;
    try (Connection connection = suite.owner(SuiteService.QPI);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        String rows =
            switch (table) {
              case "ledger_entry" ->
                  "SELECT e.* FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id WHERE t.promotion_id = '%s'";
              default -> "SELECT * FROM " + table + " WHERE promotion_id = '%s'";
            };
        statement.execute("CREATE TABLE bench_copy (LIKE " + table + " INCLUDING ALL)");
        Path file = options.data().resolve("rows.copy");
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (var out = Files.newOutputStream(file)) {
          var unused = copy.copyOut("COPY (" + rows.formatted(promotion) + ") TO STDOUT", out);
        }
        try (var in = Files.newInputStream(file)) {
          long from = System.nanoTime();
          var unused = copy.copyIn("COPY bench_copy FROM STDIN", in);
          seconds += SuiteClient.seconds(from);
        }
        Files.delete(file);
        statement.execute("DROP TABLE bench_copy");
      }
    } catch (SQLException e) {
      throw new LaunchException("The rows could not be copied: " + e.getMessage(), e);
    }
    return seconds;
  }
}

package io.bailiwick.qpi.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.ledger.Ground;
import io.bailiwick.qpi.ledger.TransactionKind;
import io.bailiwick.qpi.statement.StatementDocument.Correction;
import io.bailiwick.qpi.statement.StatementDocument.Head;
import io.bailiwick.qpi.statement.StatementDocument.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementDocumentTest {

  private static final UUID SPRING = UUID.fromString("0197a6c0-0000-7000-8000-000000000001");
  private static final UUID SUMMER = UUID.fromString("0197a6c0-0000-7000-8000-000000000002");

  /**
   * By hand, in USD. Opens with 10.00 payable. Four creates of 2.00 (+8.00 not mature); one is
   * deleted in the add grace period (-2.00 not mature); three mature (6.00 moves to payable); one
   * of them is clawed back (-2.00 payable); 2.00 is held; an adjustment gives 0.50; 12.50 is
   * settled. Payable: 10 + 6 - 2 - 2 + 0.50 - 12.50 = 0.00. Held 2.00. Not mature 8 - 2 - 6 = 0.00.
   * Total 2.00.
   */
  private static StatementDocument april() {
    return StatementDocument.of(
        new Head(
            UUID.fromString("0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90"),
            17,
            new Correction(
                UUID.fromString("0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d80"),
                "S-000012",
                "Dispute upheld: \"two\" names <were> counted once & late."),
            RegistrarId.of(90001),
            "USD",
            StatementPeriod.of("2026-04"),
            Instant.parse("2026-05-02T09:30:00Z"),
            Instant.parse("2026-06-01T09:30:00Z"),
            new Balances(BigDecimal.ZERO, new BigDecimal("10"), BigDecimal.ZERO, BigDecimal.ZERO),
            new AddGraceRefund(1000, 250, 100)),
        List.of(
            line(1, TransactionKind.ACCRUAL, SPRING, "a.org", null, null, "2", "0", "0"),
            line(2, TransactionKind.ACCRUAL, SPRING, "b.org", null, null, "2", "0", "0"),
            line(3, TransactionKind.ACCRUAL, SUMMER, "c.org", null, null, "2", "0", "0"),
            line(4, TransactionKind.ACCRUAL, SPRING, "xn--mnze-0ra.org", null, null, "2", "0", "0"),
            line(
                5,
                TransactionKind.AGP_REVERSAL,
                SPRING,
                "xn--mnze-0ra.org",
                Ground.ADD_GRACE_DELETE,
                "Deleted in the add grace period.",
                "-2",
                "0",
                "0"),
            line(6, TransactionKind.MATURITY, SPRING, "a.org", null, null, "-2", "2", "0"),
            line(7, TransactionKind.MATURITY, SPRING, "b.org", null, null, "-2", "2", "0"),
            line(8, TransactionKind.MATURITY, SUMMER, "c.org", null, null, "-2", "2", "0"),
            line(
                9,
                TransactionKind.ABUSE_CLAWBACK,
                SUMMER,
                "c.org",
                Ground.SUSPENDED_AS_MALICIOUS,
                "Validated as malicious on 2026-04-20: phishing.",
                "0",
                "-2",
                "0"),
            line(
                10,
                TransactionKind.DISPUTE_HOLD,
                SPRING,
                null,
                Ground.DISPUTE_OPENED,
                "=HYPERLINK(\"https://evil.example\")",
                "0",
                "-2",
                "2"),
            line(
                11,
                TransactionKind.ADJUSTMENT,
                SPRING,
                null,
                Ground.AGREED_PAYMENT,
                "<script>alert(1)</script>",
                "0",
                "0.5",
                "0"),
            line(12, TransactionKind.SETTLEMENT, SPRING, null, null, null, "0", "-12.50", "0")));
  }

  private static Line line(
      int number,
      TransactionKind kind,
      UUID promotion,
      String name,
      Ground ground,
      String reason,
      String pending,
      String payable,
      String held) {
    Instant at = Instant.parse("2026-04-%02dT08:00:00Z".formatted(number));
    return new Line(
        1,
        UUID.fromString("0198aaaa-0000-7000-8000-0000000000%02d".formatted(number)),
        kind,
        promotion,
        promotion.equals(SPRING) ? "spring-2026" : "summer-2026",
        name,
        name == null ? null : name.toUpperCase(java.util.Locale.ROOT) + "-1",
        name == null ? 0 : 1,
        ground,
        reason,
        null,
        null,
        null,
        at,
        at,
        new Balances(
            new BigDecimal(pending),
            new BigDecimal(payable),
            new BigDecimal(held),
            BigDecimal.ZERO));
  }

  @Test
  void addsUpAsOnPaper() {
    StatementDocument april = april();
    assertThat(april.number()).isEqualTo("S-000017");
    assertThat(april.opening().total()).isEqualTo(new BigDecimal("10.00"));
    assertThat(april.closing().pending()).isEqualTo(new BigDecimal("0.00"));
    assertThat(april.closing().payable()).isEqualTo(new BigDecimal("0.00"));
    assertThat(april.closing().held()).isEqualTo(new BigDecimal("2.00"));
    assertThat(april.closing().total()).isEqualTo(new BigDecimal("2.00"));
    // Spring: created 3 of 6.00, deleted 1 of -2.00, mature 2, hold, adjustment, settlement.
    assertThat(april.sums())
        .extracting(
            StatementDocument.Sum::promotion,
            StatementDocument.Sum::kind,
            StatementDocument.Sum::lines,
            sum -> sum.change().total().toPlainString())
        .containsExactly(
            tuple("spring-2026", TransactionKind.ACCRUAL, 3, "6.00"),
            tuple("spring-2026", TransactionKind.MATURITY, 2, "0.00"),
            tuple("spring-2026", TransactionKind.AGP_REVERSAL, 1, "-2.00"),
            tuple("spring-2026", TransactionKind.DISPUTE_HOLD, 1, "0.00"),
            tuple("spring-2026", TransactionKind.ADJUSTMENT, 1, "0.50"),
            tuple("spring-2026", TransactionKind.SETTLEMENT, 1, "-12.50"),
            tuple("summer-2026", TransactionKind.ACCRUAL, 1, "2.00"),
            tuple("summer-2026", TransactionKind.MATURITY, 1, "0.00"),
            tuple("summer-2026", TransactionKind.ABUSE_CLAWBACK, 1, "-2.00"));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void readsBackAsItWasWritten() {
    String json = april().json();
    assertThat(StatementDocument.read(json)).isEqualTo(april());
    assertThat(StatementDocument.read(json).json()).isEqualTo(json);
  }

  @Test
  void isTheGoldenJson() throws IOException {
    assertGolden("statement.json", april().json());
  }

  @Test
  void isTheGoldenCsvInWhichNoFormulaRuns() throws IOException {
    String csv = StatementCsv.of(april());
    assertThat(csv).contains("'=HYPERLINK").doesNotContain(",=", ",\"=");
    assertThat(csv.lines()).hasSize(1 + 1 + 12 + 1);
    assertGolden("statement.csv", csv);
  }

  @Test
  void isTheGoldenPageInWhichNothingOfOthersIsMarkup() throws Exception {
    String page = StatementPage.of(april(), Hashes.sha256Hex(april().json()), "S-000019");
    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("250 deletes in the month: 100 refunded, 150 not")
        .contains("S-000019 takes its place");
    // Well-formed, too.
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(
                    new ByteArrayInputStream(
                        page.substring(page.indexOf('\n'))
                            .strip()
                            .getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("html");
    assertGolden("statement.html", page);
  }

  @Test
  void showsTheYenWithoutPlaces() {
    Head head =
        new Head(
            SPRING,
            1,
            null,
            RegistrarId.of(90001),
            "JPY",
            StatementPeriod.of("2026-04-01/2026-10-01"),
            Instant.parse("2026-10-02T00:00:00Z"),
            Instant.parse("2026-11-01T00:00:00Z"),
            new Balances(
                BigDecimal.ZERO, new BigDecimal("300"), BigDecimal.ZERO, new BigDecimal("-100")),
            null);
    StatementDocument empty = StatementDocument.of(head, List.of());
    assertThat(empty.closing().total()).isEqualTo(new BigDecimal("200"));
    assertThat(StatementPage.of(empty, "00", null)).contains("Nothing was booked in the period.");
  }

  /** programmes.md: 1,000 net adds and 250 deletes: 100 refunded, 150 not. */
  @ParameterizedTest
  @CsvSource({
    "1000, 250, 100, 100, 150",
    "1000, 40, 100, 40, 0",
    "500, 60, 50, 50, 10",
    "509, 60, 50, 50, 10",
    "510, 60, 51, 51, 9",
    "0, 51, 50, 50, 1",
    "0, 0, 50, 0, 0",
  })
  void showsTheLargerOfFiftyAndATenthOfNetAdds(
      long netAdds, long deletes, long limit, long refunded, long not) {
    AddGraceRefund refund = new StatementPolicyKind().shippedDefault().refund(netAdds, deletes);
    assertThat(refund.limit()).isEqualTo(limit);
    assertThat(refund.refunded()).isEqualTo(refunded);
    assertThat(refund.notRefunded()).isEqualTo(not);
  }

  @Test
  void readsMonthsAndDays() {
    assertThat(StatementPeriod.of("2028-02").until()).isEqualTo("2028-03-01T00:00:00Z");
    StatementPeriod half = StatementPeriod.of("2026-04-01/2026-10-01");
    assertThat(half.from()).isEqualTo("2026-04-01T00:00:00Z");
    assertThat(half.until()).isEqualTo("2026-10-01T00:00:00Z");
    assertThat(half.month()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-13",
        "2026-04-01",
        "2026-04-01/",
        "2026-04-01/2026-04-01",
        "2026-04-02/2026-04-01",
        "2026-04-01/2028-04-02"
      })
  void refusesWhatIsNoPeriod(String text) {
    assertThatThrownBy(() -> StatementPeriod.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** {@code -Dbailiwick.update=true} writes the file; look at it before it is committed. */
  private static void assertGolden(String name, String actual) throws IOException {
    if (Boolean.getBoolean("bailiwick.update")) {
      Files.writeString(
          Path.of("src/test/resources/io/bailiwick/qpi/statement").resolve(name), actual);
    }
    try (InputStream golden = StatementDocumentTest.class.getResourceAsStream(name)) {
      if (golden == null) {
        throw new IllegalStateException("there is no " + name);
      }
      if (!Boolean.getBoolean("bailiwick.update")) {
        assertThat(actual).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}

package io.bailiwick.qpi.statement;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.markup.Markup;
import io.bailiwick.qpi.ledger.TransactionKind;
import io.bailiwick.qpi.statement.StatementDocument.Correction;
import io.bailiwick.qpi.statement.StatementDocument.Line;
import io.bailiwick.qpi.statement.StatementDocument.Sum;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A statement on a page for screen and A4 paper. */
final class StatementPage {

  /** The media type of {@link #of}. */
  static final String MEDIA_TYPE = "text/html;charset=UTF-8";

  private static final String STYLE =
      """
      @page{size:A4;margin:12mm}
      *{box-sizing:border-box}
      body{font:13px/1.4 "Noto Sans","Liberation Sans",Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:200mm;margin:0 auto;padding:12px;overflow-wrap:anywhere}
      h1{font-size:22px;line-height:1.2;margin:0 0 4px}
      h2{font-size:15px;margin:16px 0 4px;border-bottom:1.5px solid #1a1a1a;break-after:avoid}
      p{margin:2px 0 6px}
      table{border-collapse:collapse;width:100%;margin:0 0 6px}
      th,td{text-align:left;vertical-align:top;padding:3px 8px 3px 0;border-bottom:1px solid #dcdcdc}
      th{font-weight:600}
      th.number,td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;overflow-wrap:normal}
      thead{display:table-header-group}
      tr{break-inside:avoid}
      tr.balance td,tr.balance th{font-weight:600;border-top:1.5px solid #1a1a1a;border-bottom:1.5px solid #1a1a1a}
      .kind{white-space:nowrap}
      .notice{font-weight:600;border:1.5px solid #1a1a1a;padding:6px 8px}
      .small{font-size:11px;color:#5f5f5f}
      code{font-family:"Liberation Mono",monospace;font-size:11px}
      @media print{body{font-size:10px;line-height:1.3;max-width:none;padding:0}h1{font-size:17px}h2{font-size:12px;margin:9px 0 2px}.small,code{font-size:8.5px}th,td{padding:1.5px 6px 1.5px 0}}
      """;

  /** Allows the page its own style sheet and nothing else: no script, no request, no frame. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
          .formatted(
              Base64.getEncoder()
                  .encodeToString(Hashes.sha256(STYLE.getBytes(StandardCharsets.UTF_8))));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StatementDocument statement;
  private final String sha256;
  private final @Nullable String correctedBy;
  private final Markup page = new Markup();

  private StatementPage(StatementDocument statement, String sha256, @Nullable String correctedBy) {
    this.statement = statement;
    this.sha256 = sha256;
    this.correctedBy = correctedBy;
  }

  /**
   * The page.
   *
   * @param sha256 digest of the statement's JSON document
   * @param correctedBy number of the statement that takes its place; null where none does
   */
  static String of(StatementDocument statement, String sha256, @Nullable String correctedBy) {
    return new StatementPage(statement, sha256, correctedBy).html();
  }

  private String html() {
    String title =
        "Statement %s, registrar %s, %s"
            .formatted(statement.number(), statement.registrar(), statement.period());
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", title).style(STYLE).close();
    page.open("body").open("main");
    heading();
    summary();
    refund();
    lines();
    notes();
    page.close().close().close();
    return "<!DOCTYPE html>\n" + page.finished() + "\n";
  }

  private void heading() {
    Correction correction = statement.correction();
    page.element("h1", "Statement " + statement.number());
    page.element(
        "p",
        "Registrar with IANA ID %s, %s, from %s until %s UTC. Issued %s UTC."
            .formatted(
                statement.registrar(),
                statement.currency(),
                time(statement.from()),
                time(statement.until()),
                time(statement.issuedAt())));
    if (correction != null) {
      page.element(
          "p",
          "Corrected statement. It takes the place of %s: %s"
              .formatted(correction.number(), correction.reason()),
          "class",
          "notice");
    }
    if (correctedBy != null) {
      page.element(
          "p",
          "This statement was corrected: %s takes its place.".formatted(correctedBy),
          "class",
          "notice");
    }
  }

  private void summary() {
    page.element("h2", "Summary in " + statement.currency());
    page.open("table").open("thead").open("tr");
    page.element("th", "Promotion", "scope", "col")
        .element("th", "What", "scope", "col")
        .element("th", "Lines", "scope", "col", "class", "number");
    amountHeads();
    page.close().close().open("tbody");
    balance("Opening balance", statement.opening());
    for (Sum sum : statement.sums()) {
      page.open("tr")
          .element("td", sum.promotion())
          .element("td", words(sum.kind()))
          .element("td", Integer.toString(sum.lines()), "class", "number");
      amounts(sum.change());
      page.close();
    }
    balance("Closing balance", statement.closing());
    page.close().close();
    page.element(
        "p",
        "Not mature: earned, in the add grace period or before a test of use. Payable: mature and not"
            + " settled. Held: kept back in disputes. Claimed back: taken back after it had been"
            + " settled.",
        "class",
        "small");
  }

  private void balance(String what, Balances balances) {
    page.open("tr", "class", "balance").element("th", what, "scope", "row", "colspan", "3");
    amounts(balances);
    page.close();
  }

  private void amountHeads() {
    for (String head : new String[] {"Not mature", "Payable", "Held", "Claimed back", "Total"}) {
      page.element("th", head, "scope", "col", "class", "number");
    }
  }

  private void amounts(Balances balances) {
    amount(balances.pending());
    amount(balances.payable());
    amount(balances.held());
    amount(balances.claimed());
    amount(balances.total());
  }

  private void amount(BigDecimal amount) {
    page.element("td", amount.toPlainString(), "class", "number");
  }

  private void refund() {
    AddGraceRefund refund = statement.addGraceRefund();
    if (refund == null) {
      return;
    }
    page.element("h2", "Refund of deletes in the add grace period");
    page.element(
        "p",
        "%d net adds and %d deletes in the month: %d refunded, %d not (at most %d are). This is the"
                .formatted(
                    refund.netAdds(),
                    refund.deletes(),
                    refund.refunded(),
                    refund.notRefunded(),
                    refund.limit())
            + " refund of registration fees and no part of the balances above.");
  }

  private void lines() {
    page.element("h2", "Lines");
    if (statement.lines().isEmpty()) {
      page.element("p", "Nothing was booked in the period.");
      return;
    }
    page.open("table").open("thead").open("tr");
    page.element("th", "No.", "scope", "col", "class", "number")
        .element("th", "Booked (UTC)", "scope", "col")
        .element("th", "What", "scope", "col")
        .element("th", "Name, and why", "scope", "col");
    amountHeads();
    page.close().close().open("tbody");
    statement.lines().forEach(this::line);
    page.close().close();
  }

  private void line(Line line) {
    page.open("tr")
        .element("td", Integer.toString(line.position()), "class", "number")
        .element("td", time(line.recordedAt()), "class", "kind")
        .element("td", words(line.kind()))
        .open("td");
    String name = line.name();
    String reason = line.reason();
    page.text(name == null ? line.promotion() : name);
    if (reason != null) {
      page.text(" ").element("span", reason, "class", "small");
    }
    page.close();
    amounts(line.change());
    page.close();
  }

  private void notes() {
    page.element("h2", "Disputes and origin");
    page.element(
        "p",
        "Single lines may be disputed, with a reason, until %s UTC. What is payable of a disputed"
                .formatted(time(statement.disputableUntil()))
            + " line is kept back until a decision. A correction is a new statement that names this"
            + " one; this one stays as it is.");
    page.open("p")
        .text("Each line is a transaction of the ledger. SHA-256 of this statement as JSON: ")
        .element("code", sha256)
        .close();
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  /** What a registrar calls it. */
  static String words(TransactionKind kind) {
    return switch (kind) {
      case ACCRUAL -> "Earned";
      case TIER_ADJUSTMENT -> "Tier changed";
      case MATURITY -> "Became payable";
      case AGP_REVERSAL -> "Deleted in add grace";
      case TEST_OF_USE_REVERSAL -> "Test of use failed";
      case FRAUD_REVERSAL -> "Taken back: fraud";
      case ABUSE_CLAWBACK -> "Clawback: abuse";
      case PORTFOLIO_CLAWBACK -> "Clawback: portfolio";
      case REINSTATEMENT -> "Given back";
      case DISPUTE_HOLD -> "Held in dispute";
      case DISPUTE_RELEASE -> "Released";
      case ADJUSTMENT -> "Adjustment";
      case SETTLEMENT -> "Settled";
      case WRITE_OFF -> "Claim given up";
    };
  }
}

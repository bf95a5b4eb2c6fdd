package io.bailiwick.qpi.statement;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.bailiwick.common.page.CsvPageWriter;
import io.bailiwick.qpi.statement.StatementDocument.Line;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as CSV (RFC 4180): what it opens with, a row for each line, what it closes with. Text
 * that a spreadsheet would run as a formula is led by an apostrophe.
 */
final class StatementCsv {

  private static final List<String> COLUMNS =
      List.of(
          "statement",
          "row",
          "position",
          "kind",
          "promotion",
          "name",
          "quantity",
          "ground",
          "reason",
          "reference",
          "transactionId",
          "occurredAt",
          "recordedAt",
          "pending",
          "payable",
          "held",
          "claimed",
          "amount",
          "currency");

  private StatementCsv() {}

  static String of(StatementDocument statement) {
    StringWriter out = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(out)) {
      csv.writeRecord(COLUMNS);
      csv.writeRecord(balance(statement, "OPENING", statement.opening()));
      for (Line line : statement.lines()) {
        csv.writeRecord(
            List.of(
                statement.number(),
                "LINE",
                Integer.toString(line.position()),
                line.kind().name(),
                text(line.promotion()),
                text(line.name()),
                Long.toString(line.quantity()),
                text(line.ground()),
                text(line.reason()),
                text(line.reference()),
                line.transactionId().toString(),
                line.occurredAt().toString(),
                line.recordedAt().toString(),
                line.change().pending().toPlainString(),
                line.change().payable().toPlainString(),
                line.change().held().toPlainString(),
                line.change().claimed().toPlainString(),
                line.change().total().toPlainString(),
                statement.currency()));
      }
      csv.writeRecord(balance(statement, "CLOSING", statement.closing()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static List<String> balance(StatementDocument statement, String row, Balances balances) {
    return List.of(
        statement.number(),
        row,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        balances.pending().toPlainString(),
        balances.payable().toPlainString(),
        balances.held().toPlainString(),
        balances.claimed().toPlainString(),
        balances.total().toPlainString(),
        statement.currency());
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : CsvPageWriter.neutral(value.toString());
  }
}

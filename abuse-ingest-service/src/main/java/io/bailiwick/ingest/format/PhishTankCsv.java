package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * PhishTank as CSV: phish_id, url, phish_detail_url, submission_time, verified, verification_time,
 * online, target. Only what the community has verified is a listing.
 */
final class PhishTankCsv implements FeedFormat {
  static final List<String> THREATS = List.of("phishing");
  static final String NOT_VERIFIED = "PhishTank has not verified it.";

  private static final HeaderedCsv TABLE =
      new HeaderedCsv(
          "url",
          List.of(
              "phish_id",
              "url",
              "phish_detail_url",
              "submission_time",
              "verified",
              "verification_time",
              "online",
              "target"));

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    TABLE.read(lines, PhishTankCsv::row, rows);
  }

  private static Row row(HeaderedCsv.Cells cells) {
    return GenericCsv.isTrue(cells.cell("verified"))
        ? new Row.Report(
            cells.line(),
            cells.fields().raw(),
            cells.cell("url"),
            cells.text("submission_time"),
            "url",
            THREATS,
            false)
        : cells.unreadable(RejectionReason.NOT_VERIFIED, NOT_VERIFIED);
  }
}

package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** PhishTank as JSON: one array of objects. Only what the community has verified is a listing. */
final class PhishTankJson implements FeedFormat {
  private static final Set<String> KEEP = Set.of("url", "submission_time", "verified");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    JsonArray.read(lines, KEEP, PhishTankJson::row, rows);
  }

  private static Row row(JsonRow row) {
    JsonValue.Members entry = row.members();
    return entry.flag("verified")
        ? row.report(
            entry.text("url"), entry.text("submission_time"), "url", PhishTankCsv.THREATS, false)
        : row.unreadable(RejectionReason.NOT_VERIFIED, PhishTankCsv.NOT_VERIFIED);
  }
}

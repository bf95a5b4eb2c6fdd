package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The block list of Feodo Tracker as CSV: first_seen_utc, dst_ip, dst_port, c2_status, last_online,
 * malware; c2_status may be missing. Every row is an address.
 */
final class FeodoCsv implements FeedFormat {
  private static final HeaderedCsv TABLE =
      new HeaderedCsv(
          "dst_ip",
          List.of("first_seen_utc", "dst_ip", "dst_port", "c2_status", "last_online", "malware"),
          List.of("first_seen_utc", "dst_ip", "dst_port", "last_online", "malware"));

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    TABLE.read(
        lines,
        cells ->
            new Row.Report(
                cells.line(),
                cells.fields().raw(),
                cells.cell("dst_ip"),
                cells.text("first_seen_utc"),
                "ip",
                FeodoJson.threats(cells.text("malware")),
                false),
        rows);
  }
}

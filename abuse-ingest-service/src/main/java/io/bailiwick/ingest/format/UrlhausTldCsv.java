package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The feed that URLhaus makes for registries: dateadded, url, url_status, threat, host, ip, asn,
 * country. There are no tags.
 */
final class UrlhausTldCsv implements FeedFormat {
  private static final HeaderedCsv TABLE =
      new HeaderedCsv(
          "url",
          List.of(
              "dateadded",
              "url",
              "url_status",
              "threat",
              "host",
              "ipaddress",
              "asnumber",
              "country"));

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    TABLE.read(
        lines,
        cells -> {
          String threat = cells.text("threat");
          return new Row.Report(
              cells.line(),
              cells.fields().raw(),
              cells.cell("url"),
              cells.text("dateadded"),
              "url",
              threat == null ? List.of() : List.of(threat),
              false);
        },
        rows);
  }
}

package io.bailiwick.ingest.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Builds reports as Specification 3 of the Registry Agreement describes them. */
final class TransactionReportFixture {

  /** The header of Specification 3, word for word. */
  static final List<String> HEADER =
      List.of(
          "registrar-name",
          "iana-id",
          "total-domains",
          "total-nameservers",
          "net-adds-1-yr",
          "net-adds-2-yr",
          "net-adds-3-yr",
          "net-adds-4-yr",
          "net-adds-5-yr",
          "net-adds-6-yr",
          "net-adds-7-yr",
          "net-adds-8-yr",
          "net-adds-9-yr",
          "net-adds-10-yr",
          "net-renews-1-yr",
          "net-renews-2-yr",
          "net-renews-3-yr",
          "net-renews-4-yr",
          "net-renews-5-yr",
          "net-renews-6-yr",
          "net-renews-7-yr",
          "net-renews-8-yr",
          "net-renews-9-yr",
          "net-renews-10-yr",
          "transfer-gaining-successful",
          "transfer-gaining-nacked",
          "transfer-losing-successful",
          "transfer-losing-nacked",
          "transfer-disputed-won",
          "transfer-disputed-lost",
          "transfer-disputed-nodecision",
          "deleted-domains-grace",
          "deleted-domains-nograce",
          "restored-domains",
          "restored-noreport",
          "agp-exemption-requests",
          "agp-exemptions-granted",
          "agp-exempted-domains",
          "attempted-adds");

  private final List<String> rows = new ArrayList<>();
  private final Map<String, Long> totals = new TreeMap<>();

  /** A row whose counts not named are zero. */
  TransactionReportFixture row(String name, int ianaId, Map<String, Long> counts) {
    rows.add(line(name, Integer.toString(ianaId), counts));
    counts.forEach((column, count) -> totals.merge(column, count, Long::sum));
    return this;
  }

  /** Makes the totals say something else. */
  TransactionReportFixture total(String column, long count) {
    totals.put(column, count);
    return this;
  }

  private static String line(String name, String id, Map<String, Long> counts) {
    return name
        + ","
        + id
        + ","
        + HEADER.stream()
            .skip(2)
            .map(column -> counts.getOrDefault(column, 0L).toString())
            .collect(Collectors.joining(","));
  }

  String csv() {
    return String.join(",", HEADER)
        + "\r\n"
        + String.join("\r\n", rows)
        + "\r\n"
        + line("Totals", "", totals)
        + "\r\n";
  }

  byte[] bytes() {
    return csv().getBytes(UTF_8);
  }
}

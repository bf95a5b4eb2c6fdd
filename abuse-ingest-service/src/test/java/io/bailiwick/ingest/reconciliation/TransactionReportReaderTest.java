package io.bailiwick.ingest.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.reconciliation.TransactionReportService.Scope;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionReportReaderTest {

  private static TransactionReportFixture small() {
    return new TransactionReportFixture()
        .row(
            "\"Example \"\"Fine\"\" Names, Inc.\"",
            90001,
            Map.of("total-domains", 4L, "net-adds-10-yr", 2L, "attempted-adds", 9L))
        .row("Registry", 9999, Map.of("total-domains", 3L))
        .row("Registry (billable)", 9998, Map.of("total-nameservers", 1L));
  }

  private static List<TransactionReportReader.Row> read(String csv) throws IOException {
    return read(csv.getBytes(UTF_8));
  }

  private static List<TransactionReportReader.Row> read(byte[] csv) throws IOException {
    return new TransactionReportReader("org").read(new ByteArrayInputStream(csv));
  }

  private static void refused(String csv, String detail) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(csv))
        .satisfies(refusal -> assertThat(refusal.detail()).contains(detail));
  }

  @Test
  void readsTheThirtyNineColumnsAndNamesWithCommasAndQuotes() throws IOException {
    assertThat(TransactionReportFixture.HEADER).hasSize(39);
    List<TransactionReportReader.Row> rows = read(small().csv());
    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst().name()).isEqualTo("Example \"Fine\" Names, Inc.");
    assertThat(rows.getFirst().line()).isEqualTo(2);
    assertThat(rows.getFirst().count(TransactionColumn.TOTAL_DOMAINS)).isEqualTo(4);
    assertThat(rows.getFirst().count(TransactionColumn.NET_ADDS_10_YR)).isEqualTo(2);
    assertThat(rows.getFirst().count(TransactionColumn.ATTEMPTED_ADDS)).isEqualTo(9);
    assertThat(rows)
        .extracting(TransactionReportReader.Row::registrar)
        .containsExactly(RegistrarId.of(90001), RegistrarId.of(9999), RegistrarId.of(9998));
  }

  @Test
  void toleratesOtherSpellingsOfTheHeadings() throws IOException {
    String csv = small().csv();
    String header = csv.substring(0, csv.indexOf('\r'));
    String rest = csv.substring(csv.indexOf('\r'));
    assertThat(read(header.toUpperCase(Locale.ROOT) + rest)).hasSize(3);
    assertThat(read(header.replace('-', '_') + rest)).hasSize(3);
    assertThat(read(header.replace("nodecision", "nondecision") + rest)).hasSize(3);
    assertThat(read("\ufeff\"registrar-name\"" + header.substring(14) + rest)).hasSize(3);
    assertThat(read(csv.replace("\r\n", "\n"))).hasSize(3);
  }

  @Test
  void aTldColumnMustSayTheZone() throws IOException {
    String withTld =
        small()
            .csv()
            .replace("registrar-name,", "tld,registrar-name,")
            .replace("\r\n\"Example", "\r\nORG,\"Example")
            .replace("\r\nRegistry", "\r\norg,Registry")
            .replace("\r\nTotals", "\r\n,Totals");
    assertThat(read(withTld)).hasSize(3);
    refused(withTld.replace("org,Registry,", "ngo,Registry,"), "Line 3: its tld is not org");
  }

  @Test
  void refusesColumnsThatDoNotAddUpToTheTotalsAndNamesThem() {
    refused(
        small().total("total-domains", 8).total("attempted-adds", 1).csv(),
        "total-domains adds up to 7, the row of totals says 8; attempted-adds adds up to 9, the row of totals says 1");
  }

  @Test
  void refusesAReportThatWasCutOff() {
    String csv = small().csv();
    refused(csv.substring(0, csv.indexOf("Totals")), "The row of totals is missing");
    refused(csv.substring(0, csv.length() - 20), "columns instead of 39");
    refused(csv + "Late,90002" + ",0".repeat(37) + "\r\n", "Line 6: it stands after the row");
  }

  @Test
  void refusesWhatIsNoReport() {
    String csv = small().csv();
    refused(csv.replace(",attempted-adds", ",attempts"), "Column 39 has a heading");
    refused(
        csv.replace("total-nameservers", "total-domains"), "The column total-domains stands twice");
    refused("registrar-name,iana-id\nTotals,\n", "Columns are missing: total-domains, ");
    refused(csv.replace(",90001,4,", ",90001,-4,"), "Line 2: total-domains is no whole number");
    refused(csv.replace(",90001,4,", ",90001,,"), "Line 2: total-domains is no whole number");
    refused(csv.replace(",90001,", ",one,"), "Line 2: iana-id is no IANA ID");
    refused(csv.replace(",9998,", ",9999,"), "Line 4: registrar 9999 stands on line 3 already");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(new byte[] {'a', (byte) 0xff, '\n'}))
        .satisfies(refusal -> assertThat(refusal.detail()).contains("UTF-8"));
  }

  @Test
  void aRegistrarMayBeCalledTotals() throws IOException {
    assertThat(
            read(
                new TransactionReportFixture()
                    .row("Totals", 90007, Map.of("total-domains", 2L))
                    .csv()))
        .hasSize(1);
  }

  @Test
  void theNameOfTheFileTellsZoneAndMonth() {
    Scope march = new Scope("org", Month.of(2026, 3));
    assertThat(Scope.of(null, null, "org-transactions-202603.csv")).isEqualTo(march);
    assertThat(Scope.of(null, null, "ORG-transactions-202603-en.csv")).isEqualTo(march);
    assertThat(Scope.of(null, null, "xn--c1avg-transactions-202603.csv").tld())
        .isEqualTo("xn--c1avg");
    assertThat(Scope.of("Org", Month.of(2026, 3), null)).isEqualTo(march);
    for (String bad :
        List.of("report.csv", "org-transactions-202613.csv", "org-activity-202603.csv")) {
      assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Scope.of(null, null, bad));
    }
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Scope.of("ngo", null, "org-transactions-202603.csv"));
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Scope.of("org", null, null));
  }
}

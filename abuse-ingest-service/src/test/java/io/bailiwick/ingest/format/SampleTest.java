package io.bailiwick.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format from a sample with its oddities. */
class SampleTest {

  @Test
  void readsUrlhausAndKeepsAnOpenQuoteToItsLine() throws IOException {
    assertThat(shown(FormatName.URLHAUS_CSV))
        .containsExactly(
            "7 report http://a.example.org/x,y;z at 2026-03-09 23:59:59 as url of malware_download+elf+Mozi",
            "8 report http://b.example.org/ at 2026-03-09 10:00:00 as url of malware_download",
            "9 report http://192.0.2.7:8080/i at 2026-03-09 10:00:01 as url of malware_download+32-bit",
            "10 report https://c.example.org/wp-content/f.zip at 2026-03-09 10:00:02 as url of malware_download+compromised+zip compromised",
            "11 MALFORMED_ROW");
  }

  @Test
  void readsTheFeedThatUrlhausMakesForRegistries() throws IOException {
    assertThat(shown(FormatName.URLHAUS_TLD_CSV))
        .containsExactly(
            "7 report http://a.example.org/x at 2026-03-09 10:00:00 as url of malware_download",
            "8 report http://b.example.org/x,y at 2026-03-09 10:00:01 as url of malware_download",
            "9 report http://c.example.org/ at 2026-03-09 10:00:02 as url of ",
            "10 MALFORMED_ROW");
  }

  @Test
  void readsDumpsOfUrlhausById() throws IOException {
    assertThat(shown(FormatName.URLHAUS_JSON))
        .containsExactly(
            "3 report http://a.example.org/x at 2026-03-09 10:00:00 UTC as url of malware_download+elf+Mozi",
            "15 report http://192.0.2.7/i at 2026-03-09 10:00:01 UTC as url of malware_download",
            "27 report  at 2026-03-09 10:00:02 UTC as url of malware_download+compromised compromised",
            "33 MALFORMED_ROW");
    assertThat(Samples.rows(FormatName.URLHAUS_JSON).get(3).raw()).isEqualTo("\"no entry\"");
  }

  @Test
  void readsAnswersOfUrlhaus() throws IOException {
    assertThat(
            shown(
                FormatName.URLHAUS_JSON,
                """
                {"query_status":"ok","urls":[{"id":"1","url":"http://a.example.org/","date_added":"2026-03-09 10:00:00 UTC",
                "threat":"malware_download","blacklists":{"surbl":"not listed"},"larted":"true","tags":null},{"id":"2",
                "url":"http://b.example.org/","date_added":"2026-03-09 10:00:01 UTC","threat":"malware_download","tags":["exe"]}]}
                """))
        .containsExactly(
            "1 report http://a.example.org/ at 2026-03-09 10:00:00 UTC as url of malware_download",
            "2 report http://b.example.org/ at 2026-03-09 10:00:01 UTC as url of malware_download+exe");
    assertThat(shown(FormatName.URLHAUS_JSON, "{\"query_status\":\"no_results\"}")).isEmpty();
    assertThat(shown(FormatName.URLHAUS_JSON, "{}")).isEmpty();
    assertThat(shown(FormatName.URLHAUS_JSON, "[]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"query_status\":\"unknown_auth_key\"}",
        "{\"query_status\":\"ok\"}",
        "{\"error\":\"later\"}",
        "{\"data\":{\"urls\":[]}}",
        "\"ok\"",
        "{\"1\":[{\"url\":\"http://a.example.org/\"}",
        "{\"1\":[{\"url\":\"http://a.example.org/\"}]} x",
        "dateadded,url"
      })
  void refusesWhatIsNoDataOfUrlhaus(String text) {
    assertThatThrownBy(() -> Samples.read(FormatName.URLHAUS_JSON, text))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void readsThreatFoxByItsCommentedHeader() throws IOException {
    List<Row> rows = Samples.rows(FormatName.THREATFOX_CSV);
    assertThat(rows.stream().map(Samples::shown))
        .containsExactly(
            "7 report c2.example.org at 2026-03-09 10:00:00 as domain of botnet_cc+win.cobalt_strike+c2+CobaltStrike 100 %",
            "8 report https://shop.example.org/js/a.js at 2026-03-09 10:00:01 as url of payload_delivery+js.fakeupdates compromised 50 %",
            "9 report 192.0.2.9:443 at 2026-03-09 10:00:02 as ip:port of botnet_cc+win.remcos+remcos 75 %",
            "10 report d41d8cd98f00b204e9800998ecf8427e at 2026-03-09 10:00:03 as md5_hash of payload+win.remcos 75 %",
            "11 MALFORMED_ROW");
    assertThat(rows.get(4).raw())
        .isEqualTo("\"2026-03-09 10:00:04\", \"1500005\", \"short.example.org\", \"domain\"");
  }

  @Test
  void readsThreatFoxOfTheTimeBeforeIsCompromised() throws IOException {
    String row =
        "\"2026-03-09 10:00:00\", \"1\", \"c2.example.org\", \"domain\", \"botnet_cc\", \"win.x\", \"None\", \"X\", \"\","
            + " \"60\", \"https://report.example/\", \"a,b\", \"0\", \"someone\"\r\n";
    String read =
        "report c2.example.org at 2026-03-09 10:00:00 as domain of botnet_cc+win.x+a+b 60 %";
    assertThat(shown(FormatName.THREATFOX_CSV, row)).containsExactly("1 " + read);
    String header =
        "# \"first_seen_utc\", \"ioc_id\", \"ioc_value\", \"ioc_type\", \"threat_type\", \"fk_malware\", \"malware_alias\","
            + " \"malware_printable\", \"last_seen_utc\", \"confidence_level\", \"reference\", \"tags\", \"anonymous\","
            + " \"reporter\"\r\n";
    assertThat(shown(FormatName.THREATFOX_CSV, header + row)).containsExactly("2 " + read);
  }

  @Test
  void refusesThreatFoxWithoutItsValues() {
    assertThatThrownBy(
            () ->
                Samples.read(
                    FormatName.THREATFOX_CSV,
                    "# \"first_seen_utc\", \"ioc_id\", \"ioc\", \"ioc_type\", \"threat_type\"\n"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ioc_value");
  }

  @Test
  void readsAnswersAndExportsOfThreatFox() throws IOException {
    assertThat(shown(FormatName.THREATFOX_JSON))
        .containsExactly(
            "4 report c2.example.org at 2026-03-09 10:00:00 UTC as domain of botnet_cc+win.cobalt_strike+c2+CobaltStrike 100 %",
            "22 report 192.0.2.9:443 at 2026-03-09 10:00:02 UTC as ip:port of botnet_cc+win.remcos 75 %");
    assertThat(
            shown(
                FormatName.THREATFOX_JSON,
                """
                {"1500002": [{"ioc_value": "https://shop.example.org/", "ioc_type": "url", "threat_type": "payload_delivery",
                 "malware": "js.fakeupdates", "first_seen_utc": "2026-03-09 10:00:01", "last_seen_utc": null,
                 "confidence_level": 50, "is_compromised": true, "tags": "a,b"}]}
                """))
        .containsExactly(
            "1 report https://shop.example.org/ at 2026-03-09 10:00:01 as url of payload_delivery+js.fakeupdates+a+b compromised 50 %");
    assertThat(
            shown(
                FormatName.THREATFOX_JSON,
                "{\"query_status\":\"no_result\",\"data\":\"Your search did not yield any results\"}"))
        .isEmpty();
  }

  @Test
  void aJsonRowCostsOnlyItself() throws IOException {
    String large = "{\"url\":\"http://a.example.org/%s\"}".formatted("x".repeat(300_000));
    String unread =
        "{\"note\":\"%s\",\"url\":\"http://b.example.org/\"}".formatted("x".repeat(9 << 20));
    byte[] start =
        ("{\"query_status\":\"ok\",\"urls\":[\n" + large + ",\n" + unread + ",\n").getBytes(UTF_8);
    byte[] latin =
        "{\"url\":\"http://m\u00fcller.example.org/\"},\n"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] end = "{\"url\":\"http://c.example.org/\"}]}".getBytes(UTF_8);
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    bytes.writeBytes(start);
    bytes.writeBytes(latin);
    bytes.writeBytes(end);
    List<Row> rows = Samples.read(FormatName.URLHAUS_JSON, bytes.toByteArray());
    assertThat(rows.stream().map(Samples::shown))
        .containsExactly(
            "2 LINE_TOO_LONG",
            "3 report http://b.example.org/ at null as url of ",
            "4 INVALID_UTF8",
            "5 report http://c.example.org/ at null as url of ");
    assertThat(rows.get(0).raw()).hasSize(Lines.RAW_LIMIT).startsWith("{\"url\":\"http://a.exam");
    assertThat(rows.get(1).raw()).hasSize(Lines.RAW_LIMIT).startsWith("{\"note\":\"xxx");
    assertThat(rows.get(2).raw()).isEqualTo("{\"url\":\"http://m\ufffdller.example.org/\"}");
    assertThat(rows.get(3).raw()).isEqualTo("{\"url\":\"http://c.example.org/\"}");
  }

  @Test
  void refusesJsonThatIsNestedWithoutEnd() {
    assertThatThrownBy(
            () ->
                Samples.read(
                    FormatName.URLHAUS_JSON,
                    "{\"urls\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
        .isInstanceOf(Refusal.class);
  }

  private static List<String> shown(FormatName format) throws IOException {
    return Samples.rows(format).stream().map(Samples::shown).toList();
  }

  private static List<String> shown(FormatName format, String text) throws IOException {
    return Samples.read(format, text).stream().map(Samples::shown).toList();
  }
}

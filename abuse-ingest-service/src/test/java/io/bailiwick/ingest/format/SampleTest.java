package io.bailiwick.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
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
            "7 report c2.example.org at 2026-03-09 10:00:00 as domain of botnet_cc+win.cobalt_strike+c2+CobaltStrike",
            "8 report https://shop.example.org/js/a.js at 2026-03-09 10:00:01 as url of payload_delivery+js.fakeupdates compromised",
            "9 report 192.0.2.9:443 at 2026-03-09 10:00:02 as ip:port of botnet_cc+win.remcos+remcos",
            "10 report d41d8cd98f00b204e9800998ecf8427e at 2026-03-09 10:00:03 as md5_hash of payload+win.remcos",
            "11 MALFORMED_ROW");
    assertThat(rows.get(4).raw())
        .isEqualTo("\"2026-03-09 10:00:04\", \"1500005\", \"short.example.org\", \"domain\"");
  }

  @Test
  void readsThreatFoxOfTheTimeBeforeIsCompromised() throws IOException {
    String row =
        "\"2026-03-09 10:00:00\", \"1\", \"c2.example.org\", \"domain\", \"botnet_cc\", \"win.x\", \"None\", \"X\", \"\","
            + " \"60\", \"https://report.example/\", \"a,b\", \"0\", \"someone\"\r\n";
    String read = "report c2.example.org at 2026-03-09 10:00:00 as domain of botnet_cc+win.x+a+b";
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
            "4 report c2.example.org at 2026-03-09 10:00:00 UTC as domain of botnet_cc+win.cobalt_strike+c2+CobaltStrike",
            "22 report 192.0.2.9:443 at 2026-03-09 10:00:02 UTC as ip:port of botnet_cc+win.remcos");
    assertThat(
            shown(
                FormatName.THREATFOX_JSON,
                """
                {"1500002": [{"ioc_value": "https://shop.example.org/", "ioc_type": "url", "threat_type": "payload_delivery",
                 "malware": "js.fakeupdates", "first_seen_utc": "2026-03-09 10:00:01", "last_seen_utc": null,
                 "confidence_level": 50, "is_compromised": true, "tags": "a,b"}]}
                """))
        .containsExactly(
            "1 report https://shop.example.org/ at 2026-03-09 10:00:01 as url of payload_delivery+js.fakeupdates+a+b compromised");
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

  @Test
  void readsOpenPhishAndKeepsNobodysAddress() throws IOException {
    List<Row> rows = Samples.rows(FormatName.OPENPHISH_JSON);
    assertThat(rows.stream().map(Samples::shown))
        .containsExactly(
            "1 report https://login.a.example.org/x,y at 2026-03-09T10:00:00Z as url of phishing",
            "2 report http://b.example.org/ at 09-03-2026 10:00:01 UTC as url of phishing",
            "3 report http://192.0.2.8/pay at 2026-03-09T10:00:02Z as url of phishing",
            "4 MALFORMED_ROW",
            "6 report  at null as url of phishing");
    assertThat(rows).noneMatch(row -> row.raw().contains("owner") || row.raw().contains("@"));
    assertThat(rows.get(2).raw())
        .isEqualTo(
            "{\"brand\":\"write to …\",\"host\":\"192.0.2.8\",\"isotime\":\"2026-03-09T10:00:02Z\",\"tld\":\"\","
                + "\"url\":\"http://192.0.2.8/pay\"}");
    assertThat(rows.get(3).raw()).isEqualTo("{\"url\":\"http://c.example.org/\",…");
  }

  @Test
  void masksAddressesInLinesOfOpenPhishThatCannotBeRead() throws IOException {
    assertThat(
            Samples.read(
                    FormatName.OPENPHISH_JSON,
                    "{\"x\":\"a.b@mail.example and c\\u0040mail.example\",\n"
                        + "{\"Kit\":[{\"sender\":\"d@mail.example\n"
                        + "{\"url\":\"http://%s\",\"emails\":[\"e@mail.example\"]}\n"
                            .formatted("x".repeat(70_000)))
                .stream()
                .map(Row::raw))
        .noneMatch(raw -> raw.contains("mail.example"))
        .first()
        .isEqualTo("{\"x\":\"… and …\",");
  }

  @Test
  void readsOnlyWhatPhishTankHasVerified() throws IOException {
    assertThat(shown(FormatName.PHISHTANK_CSV))
        .containsExactly(
            "2 report http://a.example.org/login at 2026-03-09T10:00:00+00:00 as url of phishing",
            "3 report https://b.example.org/?a=1,2 at 2026-03-09T10:00:01+00:00 as url of phishing",
            "4 NOT_VERIFIED",
            "5 report http://d.example.com/ at 2026-03-09T10:00:03+00:00 as url of phishing",
            "6 MALFORMED_ROW");
    assertThat(shown(FormatName.PHISHTANK_JSON))
        .containsExactly(
            "2 report http://a.example.org/login at 2026-03-09T10:00:00+00:00 as url of phishing",
            "23 NOT_VERIFIED");
  }

  @Test
  void readsPagesOfApwg() throws IOException {
    assertThat(shown(FormatName.APWG_JSON))
        .containsExactly(
            "5 report http://a.example.org/login at 1773050400 as url of phishing",
            "14 report http://192.0.2.7/login at 1773050401 as url of phishing",
            "22 report  at 1773050402 as url of phishing");
    String page = "{\"_embedded\":{\"phish\":[{\"url\":\"http://%s.example.org/\"}]},\"page\":1}\n";
    assertThat(shown(FormatName.APWG_JSON, page.formatted("a") + page.formatted("b")))
        .containsExactly(
            "1 report http://a.example.org/ at null as url of phishing",
            "2 report http://b.example.org/ at null as url of phishing");
    assertThat(shown(FormatName.APWG_JSON, "{\"_embedded\":{\"phish\":[]},\"total_items\":0}"))
        .isEmpty();
    assertThatThrownBy(
            () -> Samples.read(FormatName.APWG_JSON, "{\"status\":401,\"title\":\"Unauthorized\"}"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void countsNoDomainFromTheReverseDnsOfFeodo() throws IOException {
    assertThat(shown(FormatName.FEODO_JSON))
        .containsExactly(
            "2 report 192.0.2.7 at 2026-03-09 10:00:00 as ip of botnet_cc+Emotet",
            "14 report 192.0.2.8 at null as ip of botnet_cc+QakBot");
    assertThat(shown(FormatName.FEODO_CSV))
        .containsExactly(
            "7 report 192.0.2.7 at 2026-03-09 10:00:00 as ip of botnet_cc+Emotet",
            "8 report 192.0.2.8 at 2026-03-09 10:00:01 as ip of botnet_cc+QakBot",
            "9 MALFORMED_ROW");
    assertThat(
            shown(
                FormatName.FEODO_CSV,
                "# first_seen_utc,dst_ip,dst_port,last_online,malware\n"
                    + "2026-03-09 10:00:00,192.0.2.7,443,2026-03-10,Emotet\n"))
        .containsExactly("2 report 192.0.2.7 at 2026-03-09 10:00:00 as ip of botnet_cc+Emotet");
  }

  @Test
  void readsTheCodesOfTheDblByGroup() throws IOException {
    assertThat(shown(FormatName.SPAMHAUS_DBL))
        .containsExactly(
            "7 report spam.example.org at null as domain of spam+127.0.1.2",
            "9 report phish.example.org at null as domain of phish+127.0.1.4",
            "10 report below.example.org at null as domain of phish+127.0.1.4",
            "11 NOT_ACTIONABLE",
            "13 report malware.example.org at null as domain of malware+127.0.1.5",
            "14 report own.example.org at null as domain of botnet-cc+127.0.1.6",
            "16 report blog.example.org at null as domain of abused-spam+127.0.1.102 compromised",
            "18 report shop.example.org at null as domain of abused-phish+127.0.1.104 compromised",
            "19 NOT_ACTIONABLE",
            "21 ERROR_CODE",
            "22 ERROR_CODE",
            "23 MALFORMED_ROW",
            "24 MALFORMED_ROW",
            "26 report 192.0.2.7 at null as domain of phish+127.0.1.4",
            "27 report a.example.com at null as domain of phish+127.0.1.4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.1.255",
        "127.255.255.252",
        "127.255.255.254",
        "127.255.255.255",
        "127.255.255.0"
      })
  void neverTakesAnErrorCodeForAListing(String code) throws IOException {
    for (FormatName format : List.of(FormatName.SPAMHAUS_DBL, FormatName.SURBL)) {
      assertThat(shown(format, "a.example.org :" + code + ":text")).containsExactly("1 ERROR_CODE");
      assertThat(shown(format, ":" + code + ":text\n.a.example.org\nb.example.org some text"))
          .containsExactly("2 ERROR_CODE", "3 ERROR_CODE");
    }
  }

  /** As rbldnsd(8) says: both parts of an answer are optional, and 127.0.0.2 is the default. */
  @Test
  void readsAnswersOfRbldnsdInTheirShortForms() throws IOException {
    assertThat(
            shown(
                FormatName.SURBL,
                """
                a.example.org
                :8
                b.example.org ::only a text
                c.example.org :16
                d.example.org any: text
                ::only a text
                e.example.org
                :16:text
                $DATASET dnset other @
                f.example.org
                """))
        .containsExactly(
            "1 report a.example.org at null as domain of 127.0.0.2",
            "3 report b.example.org at null as domain of ph+127.0.0.8",
            "4 report c.example.org at null as domain of mw+127.0.0.16",
            "5 report d.example.org at null as domain of ph+127.0.0.8",
            "7 report e.example.org at null as domain of 127.0.0.2",
            "10 report f.example.org at null as domain of 127.0.0.2");
  }

  @Test
  void readsSurblAsAMask() throws IOException {
    assertThat(shown(FormatName.SURBL))
        .containsExactly(
            "4 report phish.example.org at null as domain of ph+127.0.0.8",
            "6 report malware.example.org at null as domain of mw+127.0.0.16",
            "8 report both.example.org at null as domain of mw+ph+127.0.0.24",
            "10 report phish-and-abuse.example.org at null as domain of ph+abuse+127.0.0.72",
            "12 report spam.example.org at null as domain of abuse+127.0.0.64",
            "14 report cracked-malware.example.org at null as domain of mw+cr+127.0.0.144 compromised",
            "16 report cracked.example.org at null as domain of cr+127.0.0.128 compromised",
            "18 NOT_ACTIONABLE",
            "20 ERROR_CODE");
  }

  @Test
  void readsHostsFilesNameByName() throws IOException {
    assertThat(shown(FormatName.HOSTS))
        .containsExactly(
            "7 report a.example.org at null as host of ",
            "8 report b.example.org at null as host of ",
            "8 report c.example.org at null as host of ",
            "9 report d.example.com at null as host of ",
            "10 report e.example.org at null as host of ",
            "11 MALFORMED_ROW",
            "12 MALFORMED_ROW");
  }

  @Test
  void mapsJsonLinesByPath() throws IOException {
    assertThat(shown(FormatName.GENERIC_JSON_LINES))
        .containsExactly(
            "1 report http://a.example.org/ at 2026-03-09T10:00:00Z as url of phishing+bank+login",
            "2 report b.example.org at 1773050401 as domain of phishing+kit+#x+#y compromised",
            "4 report 192.0.2.7 at 2026-03-09T10:00:02Z as ip of ",
            "5 report  at 2026-03-09T10:00:03Z as null of ",
            "6 MALFORMED_ROW",
            "7 MALFORMED_ROW",
            "8 report http://g.example.org/ at 2026-03-09T10:00:05Z as null of ");
  }

  @Test
  void readsIndicatorsOfABundle() throws IOException {
    assertThat(shown(FormatName.STIX))
        .containsExactly(
            "14 report a.example.org at 2026-03-09T10:00:00Z as domain-name of phishing+malicious-activity",
            "14 report http://b.example.org/it's at 2026-03-09T10:00:00Z as url of phishing+malicious-activity",
            "28 SUPERSEDED",
            "40 report new.example.org at 2026-03-08T10:00:00Z as domain-name of malware+malicious-activity",
            "52 withdrawal revoked.example.org at 2026-03-09T13:00:00.000Z as domain-name",
            "64 withdrawal http://expired.example.org/ at 2026-03-08T10:00:00Z as url",
            "76 report 192.0.2.7 at 2026-03-09T10:00:00Z as ipv4-addr of malware+compromised compromised",
            "76 report 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 at 2026-03-09T10:00:00Z as file:hashes.SHA-256 of malware+compromised compromised",
            "76 report http://shop.example.org/js at 2026-03-09T10:00:00Z as url of malware+compromised compromised",
            "89 NOT_ACTIONABLE",
            "89 NOT_ACTIONABLE",
            "99 UNSUPPORTED_TYPE",
            "109 MALFORMED_ROW");
  }

  @Test
  void keepsALongLineAndAnObjectOfManyValuesOnlyOnce() throws IOException {
    assertThat(Samples.rows(FormatName.HOSTS).stream().map(Row::raw))
        .startsWith("0.0.0.0 a.example.org", "0.0.0.0 b.example.org", "0.0.0.0 c.example.org");
    List<Row> indicator = Samples.rows(FormatName.STIX).subList(0, 2);
    assertThat(indicator.get(0).raw()).startsWith("{\n      \"type\": \"indicator\"");
    assertThat(indicator.get(1).raw()).isEqualTo("[url:value = 'http://b.example.org/it's']");
  }

  @Test
  void readsEnvelopesOfTaxiiPageByPage() throws IOException {
    String page =
        "{\"more\":true,\"next\":\"%s\",\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--1\",\"created\":"
            + "\"2026-03-09T10:00:00Z\",\"modified\":\"%s\",\"pattern_type\":\"stix\",\"labels\":[\"phishing\"],"
            + "\"pattern\":\"[domain-name:value='%s.example.org']\"}]}";
    assertThat(
            shown(
                FormatName.STIX,
                page.formatted("a", "2026-03-09T12:00:00Z", "newest")
                    + "\n"
                    + page.formatted("b", "2026-03-09T11:00:00Z", "older")
                    + "\n{\"more\":false}\n{}"))
        .containsExactly(
            "1 report newest.example.org at 2026-03-09T10:00:00Z as domain-name of phishing",
            "2 SUPERSEDED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"title\":\"Unauthorized\",\"http_status\":\"401\"}",
        "{\"type\":\"bundle\",\"id\":\"bundle--1\",\"indicators\":[{\"type\":\"indicator\"}]}",
        "{\"objects\":{\"type\":\"indicator\"}}"
      })
  void refusesWhatIsNoStix(String text) {
    assertThatThrownBy(() -> Samples.read(FormatName.STIX, text)).isInstanceOf(Refusal.class);
  }

  @Test
  void readsAttributesOfMispEventsAndTheirObjects() throws IOException {
    assertThat(shown(FormatName.MISP))
        .containsExactly(
            "11 report a.example.org at 2026-03-09T11:00:00.000000+02:00 as domain of rsit:malicious-code=\"c2-server\"+tlp:white+phishing+Network activity",
            "24 report b.example.org at 1773050401 as domain of tlp:white+phishing+Network activity",
            "32 report c.example.org at 1773050402 as hostname of tlp:white+phishing+Network activity",
            "40 NOT_ACTIONABLE",
            "48 withdrawal gone.example.org at 1773050404 as domain",
            "57 report sender@d.example.org at 1773050405 as email-src of tlp:white+phishing+Payload delivery",
            "65 report 192.0.2.8 at 1773050406 as ip-dst of tlp:white+phishing+Network activity",
            "79 report http://e.example.org/login at 1773050407 as url of tlp:white+phishing+Payload delivery");
  }

  @Test
  void readsMispInItsOtherShapes() throws IOException {
    String attribute =
        "{\"type\":\"domain\",\"value\":\"%s.example.org\",\"to_ids\":true,\"timestamp\":\"1773050400\",\"category\":\"N\"}";
    String a = attribute.formatted("a");
    String b = attribute.formatted("b");
    String read = " at 1773050400 as domain of N";
    assertThat(
            shown(
                FormatName.MISP,
                "{\"44444444-4444-4444-8444-444444444444\":{\"info\":\"x\"}}\n{\"Event\":{\"Attribute\":["
                    + a
                    + "]}}\n{\"Event\":{\"Tag\":[{\"name\":\"t\"}],\"Attribute\":["
                    + b
                    + "]}}"))
        .containsExactly(
            "2 report a.example.org" + read,
            "3 report b.example.org at 1773050400 as domain of t+N");
    assertThat(shown(FormatName.MISP, "{\"response\":[{\"Event\":{\"Attribute\":[" + a + "]}}]}"))
        .containsExactly("1 report a.example.org" + read);
    assertThat(shown(FormatName.MISP, "{\"response\":{\"Attribute\":[" + a + "," + b + "]}}"))
        .containsExactly("1 report a.example.org" + read, "1 report b.example.org" + read);
    assertThat(shown(FormatName.MISP, "[]")).isEmpty();
  }

  /**
   * Tags as the taxonomies dark-web, copine-scale, rsit, ecsirt and europol-incident spell them.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dark-web:topic=\\\"pornography-child-exploitation\\\"",
        "dark-web:topic=\\\"child-sexual-abuse-material\\\"",
        "copine-scale:level-4",
        "rsit:abusive-content=\\\"violence\\\"",
        "ecsirt:abusive-content=\\\"violence\\\"",
        "europol-incident:abusive-content=\\\"content-forbidden-by-law\\\"",
        "CSAM"
      })
  void keepsNothingOfWhatMispTagsAsChildAbuse(String tag) throws IOException {
    String tags = ",\"Tag\":[{\"name\":\"tlp:red\"},{\"name\":\"" + tag + "\"}]";
    String members = "\"type\":\"domain\",\"value\":\"secret.example.org\"";
    for (String event :
        List.of(
            "{\"Attribute\":[{" + members + ",\"to_ids\":true" + tags + "}]}",
            "{\"Attribute\":[{" + members + ",\"to_ids\":false" + tags + "}]}",
            "{\"Attribute\":[{" + members + ",\"deleted\":true" + tags + "}]}",
            "{\"Object\":[{\"Attribute\":[{" + members + tags + "}]}]}",
            "{\"Attribute\":[{" + members + ",\"to_ids\":true}]" + tags + "}",
            "{\"Attribute\":[{" + members + ",\"deleted\":true}]" + tags + "}",
            "{\"Attribute\":[{\"value\":\"secret.example.org\"}]" + tags + "}",
            "{\"Attribute\":[\"secret.example.org\"]" + tags + "}")) {
      assertThat(Samples.read(FormatName.MISP, "{\"Event\":" + event + "}"))
          .as(event)
          .containsExactly(
              new Row.Unreadable(
                  1, "", RejectionReason.REFUSED_CATEGORY, "Of this category nothing is kept."));
    }
  }

  @Test
  void keepsTheOtherAttributesOfAMispEvent() throws IOException {
    assertThat(
            shown(
                FormatName.MISP,
                """
                {"Event":{"Tag":[{"name":"rsit:abusive-content=\\"spam\\""}],"Attribute":[
                {"type":"domain","value":"a.example.org","to_ids":true,"Tag":[{"name":"csam"}]},
                {"type":"domain","value":"b.example.org","to_ids":true}]}}
                """))
        .containsExactly(
            "2 REFUSED_CATEGORY",
            "3 report b.example.org at null as domain of rsit:abusive-content=\"spam\"+");
  }

  /** More rows of one event than stay in memory: they come in their order all the same. */
  @Test
  void holdsALargeEventUntilItsTagsAreRead() throws IOException {
    StringBuilder event = new StringBuilder("{\"Event\":{\"Attribute\":[");
    for (int i = 0; i < 20_000; i++) {
      event.append(i == 0 ? "\n" : ",\n");
      event.append(
          "{\"type\":\"domain\",\"value\":\"a%d.example.org\",\"to_ids\":%b}"
              .formatted(i, i % 3 > 0));
    }
    List<Row> rows =
        Samples.read(FormatName.MISP, event.append("],\"Tag\":[{\"name\":\"late\"}]}}").toString());
    assertThat(rows).hasSize(20_000);
    assertThat(rows.stream().map(Row::line))
        .isEqualTo(LongStream.rangeClosed(2, 20_001).boxed().toList());
    assertThat(Samples.shown(rows.get(19_999)))
        .isEqualTo("20001 report a19999.example.org at null as domain of late+");
    assertThat(Samples.reason(rows.get(3))).isEqualTo(RejectionReason.NOT_ACTIONABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"44444444-4444-4444-8444-444444444444\":{\"info\":\"only a manifest\"}}",
        "{\"message\":\"Authentication failed.\"}",
        "[[]]",
        "md5,uuid"
      })
  void refusesWhatIsNoMispEvent(String text) {
    assertThatThrownBy(() -> Samples.read(FormatName.MISP, text)).isInstanceOf(Refusal.class);
  }

  /** A dump of 100,000 entries is never in memory as a whole: rows come while it is still read. */
  @Test
  void handsRowsOverWhileTheDocumentIsStillComing() throws IOException {
    int entries = 100_000;
    AtomicInteger made = new AtomicInteger();
    InputStream dump =
        new SequenceInputStream(
            new Enumeration<>() {
              @Override
              public boolean hasMoreElements() {
                return made.get() <= entries + 1;
              }

              @Override
              public InputStream nextElement() {
                int i = made.getAndIncrement();
                String part =
                    i == 0
                        ? "{\"urls\":["
                        : i <= entries
                            ? "%s\n{\"url\":\"http://a%d.example.org/\"}"
                                .formatted(i == 1 ? "" : ",", i)
                            : "]}";
                return new ByteArrayInputStream(part.getBytes(UTF_8));
              }
            });
    AtomicInteger read = new AtomicInteger();
    FormatName.URLHAUS_JSON
        .format(null, Samples.AS_OF)
        .read(
            new Lines(dump),
            row -> {
              assertThat(row.line()).isEqualTo(read.incrementAndGet() + 1L);
              assertThat(made.get() - read.get()).isLessThan(2000);
            });
    assertThat(read).hasValue(entries);
  }

  private static List<String> shown(FormatName format) throws IOException {
    return Samples.rows(format).stream().map(Samples::shown).toList();
  }

  private static List<String> shown(FormatName format, String text) throws IOException {
    return Samples.read(format, text).stream().map(Samples::shown).toList();
  }
}

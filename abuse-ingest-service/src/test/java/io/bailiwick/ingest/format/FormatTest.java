package io.bailiwick.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
  private static final Columns TWEETFEED =
      new Columns("value", "first_seen_utc", "type", null, "tags", null);

  @Test
  void readsUrlhausWithAndWithoutLastOnline() throws IOException {
    List<Row> rows =
        read(
            FormatName.URLHAUS_CSV,
            null,
            """
            ################################################################
            # id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter
            "1","2026-01-02 03:04:05","http://a.example.org/x,y","online","2026-01-02 04:00:00","malware_download","elf,Mozi","https://urlhaus.example/1","someone"
            "2","2026-01-02 03:04:06","http://b.example.org/","offline","malware_download","None","https://urlhaus.example/2","someone"\r
            "3","2026-01-02 03:04:07","http://c.example.org/"
            # Number of entries: 3
            """);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0))
        .isInstanceOfSatisfying(
            Row.Report.class,
            row -> {
              assertThat(row.line()).isEqualTo(3);
              assertThat(row.value()).isEqualTo("http://a.example.org/x,y");
              assertThat(row.time()).isEqualTo("2026-01-02 03:04:05");
              assertThat(row.threats()).containsExactly("malware_download", "elf", "Mozi");
              assertThat(row.compromised()).isFalse();
            });
    assertThat(rows.get(1))
        .isInstanceOfSatisfying(
            Row.Report.class, row -> assertThat(row.threats()).containsExactly("malware_download"));
    assertThat(rows.get(2)).matches(row -> reason(row) == RejectionReason.MALFORMED_ROW);
  }

  @Test
  void readsAListWithRemarks() throws IOException {
    List<Row> rows =
        read(
            FormatName.LIST,
            null,
            "\ufeff# list\r\nhttp://a.example.org/\r\n\r\n;x\nb.example.org");
    assertThat(rows)
        .extracting(FormatTest::value)
        .containsExactly("http://a.example.org/", "b.example.org");
    assertThat(rows).extracting(Row::line).containsExactly(2L, 5L);
  }

  @Test
  void mapsAGenericCsvByItsHeader() throws IOException {
    List<Row> rows =
        read(
            FormatName.GENERIC_CSV,
            TWEETFEED,
            """
            Tags,type,VALUE,first_seen_utc
            #phishing #scam,URL,http://a.example.org/,2021-08-09 02:43:47
            "#malware, #compromised", domain , "b.example.org" ,2021-08-09 02:43:48
            """);
    assertThat(rows.get(0))
        .isEqualTo(
            new Row.Report(
                2,
                "#phishing #scam,URL,http://a.example.org/,2021-08-09 02:43:47",
                "http://a.example.org/",
                "2021-08-09 02:43:47",
                "url",
                List.of("#phishing", "#scam"),
                false));
    assertThat(rows.get(1))
        .isInstanceOfSatisfying(
            Row.Report.class,
            row -> {
              assertThat(row.value()).isEqualTo("b.example.org");
              assertThat(row.type()).isEqualTo("domain");
              assertThat(row.compromised()).isTrue();
            });
  }

  @Test
  void refusesACsvWithoutItsColumns() {
    assertThatThrownBy(() -> read(FormatName.GENERIC_CSV, TWEETFEED, "a,b\n1,2\n"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("\"value\"");
  }

  @Test
  void rejectsABadLineAndGoesOn() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("a.example.org\n".getBytes(UTF_8));
    bytes.writeBytes("x".repeat(10_000_000).getBytes(UTF_8));
    bytes.writeBytes("\nb.example.org\n".getBytes(UTF_8));
    bytes.writeBytes(new byte[] {'m', (byte) 0xfc, 'n', '.', 'o', 'r', 'g', '\n'});
    bytes.writeBytes("c.example.org".getBytes(UTF_8));
    List<Row> rows = read(FormatName.LIST, null, bytes.toByteArray());
    assertThat(rows)
        .extracting(FormatTest::reason)
        .containsExactly(
            null, RejectionReason.LINE_TOO_LONG, null, RejectionReason.INVALID_UTF8, null);
    assertThat(rows).extracting(Row::line).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(rows.get(1).raw()).hasSize(Lines.RAW_LIMIT);
  }

  @Test
  void takesALineOfExactlyTheLimit() throws IOException {
    assertThat(read(FormatName.LIST, null, "x".repeat(Lines.LINE_LIMIT) + "\ny"))
        .extracting(FormatTest::reason)
        .containsExactly(null, null);
    assertThat(read(FormatName.LIST, null, "x".repeat(Lines.LINE_LIMIT + 1) + "\ny"))
        .extracting(FormatTest::reason)
        .containsExactly(RejectionReason.LINE_TOO_LONG, null);
  }

  @Test
  void anOpenQuoteSpoilsItsOwnLineOnly() throws IOException {
    List<Row> rows =
        read(
            FormatName.GENERIC_CSV,
            new Columns("value", null, null, null, null, null),
            """
            value,note
            a.example.org,"two
            lines, one ""field\"""
            b.example.org,"never closed
            c.example.org,a "quote" inside""x
            """);
    assertThat(rows)
        .extracting(row -> row.line() + ":" + reason(row))
        .containsExactly("2:null", "4:MALFORMED_ROW", "5:null");
  }

  @ParameterizedTest
  @CsvSource({
    "2021-08-09 02:43:47,2021-08-09T02:43:47Z",
    "2021-08-09T02:43:47Z,2021-08-09T02:43:47Z",
    "2021-08-09T02:43:47.123456789Z,2021-08-09T02:43:47.123456Z",
    "2021-08-09T02:43:47+02:00,2021-08-09T00:43:47Z",
    "2021-08-09T02:43:47+0200,2021-08-09T00:43:47Z",
    "2021-08-09 02:43:47 UTC,2021-08-09T02:43:47Z",
    "2021/08/09 02:43,2021-08-09T02:43:00Z",
    "2024-02-29,2024-02-29T00:00:00Z",
    "31-12-2022 23:59:59,2022-12-31T23:59:59Z",
    "1628477027,2021-08-09T02:43:47Z",
    "1628477027000,2021-08-09T02:43:47Z"
  })
  void readsTimesAsFeedsWriteThem(String text, Instant instant) {
    assertThat(SourceTime.parse(text, ZoneOffset.UTC)).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-29 23:59:59, 2028-02-29T23:59:59Z",
    "2028-02-29T23:59:59Z, 2028-02-29T23:59:59Z",
    "29-02-2028 23:59:59, 2028-02-29T23:59:59Z",
    "2028-03-01T00:30:00+01:00, 2028-02-29T23:30:00Z",
    "2028-02-29, 2028-02-29T00:00:00Z",
    "1835481599, 2028-02-29T23:59:59Z",
    "2000-02-29 00:00:00, 2000-02-29T00:00:00Z"
  })
  void knowsTheDayThatOnlyLeapYearsHave(String text, Instant instant) {
    assertThat(SourceTime.parse(text, ZoneOffset.UTC)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-02-29 00:00:00",
        "29-02-2027 00:00:00",
        "2100-02-29 00:00:00",
        "2023-02-29",
        "2021-13-01",
        "yesterday",
        "12",
        "2021-08-09 25:00:00",
        "-"
      })
  void readsNothingElseAsATime(String text) {
    assertThat(SourceTime.parse(text, ZoneOffset.UTC)).isNull();
  }

  @Test
  void readsATimeWithoutZoneInTheZoneOfTheFeed() {
    assertThat(SourceTime.parse("2026-01-01 00:30:00", ZoneId.of("Europe/Amsterdam")))
        .isEqualTo("2025-12-31T23:30:00Z");
    assertThat(SourceTime.parse("2026-01-01 00:30:00 UTC", ZoneId.of("Europe/Amsterdam")))
        .isEqualTo("2026-01-01T00:30:00Z");
  }

  private static @Nullable RejectionReason reason(Row row) {
    return row instanceof Row.Unreadable unreadable ? unreadable.reason() : null;
  }

  private static @Nullable String value(Row row) {
    return row instanceof Row.Report report ? report.value() : null;
  }

  private static List<Row> read(FormatName format, @Nullable Columns columns, String text)
      throws IOException {
    return read(format, columns, text.getBytes(UTF_8));
  }

  private static List<Row> read(FormatName format, @Nullable Columns columns, byte[] text)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    format
        .format(columns, Instant.EPOCH)
        .read(new Lines(new ByteArrayInputStream(text)), rows::add);
    return rows;
  }
}

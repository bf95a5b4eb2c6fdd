package io.bailiwick.ingest.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class PayloadTest {

  private static final String URLHAUS =
      """
      # id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter
      "1","2026-03-02 03:04:05","http://a.example.org/x,y","online","","malware_download","elf","https://u.example/1","r"
      "2","2026-03-02 03:04:05","http://a.example.org/x,y","online","","malware_download","elf","https://u.example/1","r"
      "3","2026-03-02 03:04:06","http://192.0.2.1/","online","","malware_download","elf","https://u.example/3","r"
      "4","2026-03-02 03:04:07","http://b.example.com/","online","","malware_download","elf","https://u.example/4","r"
      "5","2026-03-02 03:04:08","http://x.duckdns.org/","online","","malware_download","elf","https://u.example/5","r"
      "6","2026-03-02 03:04:09","http://y.duckdns.org/","online","","malware_download","elf","https://u.example/6","r"
      "7","2026-03-10 12:00:01","http://c.example.org/","online","","malware_download","elf","https://u.example/7","r"
      "8","2025-12-10 11:59:59","http://d.example.org/","online","","malware_download","elf","https://u.example/8","r"
      "9","2025-12-10 12:10:00","http://old.org/","online","","malware_download","elf","https://u.example/9","r"
      "10","yesterday","http://e.example.org/","online","","malware_download","elf","https://u.example/10","r"
      "11","2026-03-02 03:04:10","http://f.example.org/","online","","other","elf","https://u.example/11","r"
      "12","2026-03-02 03:04:10","http://g.example.org/"
      """;

  @BeforeEach
  void empty() {
    Slate.clean();
    // A whole day before the rows that are 90 days old become too old.
    TestClock.set(Instant.parse("2026-03-10T12:00:00Z"));
    Operate.feed(
            Map.of(
                "name",
                "urlhaus",
                "format",
                "URLHAUS_CSV",
                "threats",
                Map.of("malware_download", "MALWARE")))
        .statusCode(201);
    Operate.list("list");
  }

  @Test
  void accountsForEveryRow() {
    String id =
        Operate.send(
                "urlhaus", URLHAUS.replace("12:00:01", "23:00:00").replace("12:10:00", "13:00:00"))
            .statusCode(201)
            .header("Location", containsString("/v1/payloads/"))
            .body("feed", equalTo("urlhaus"))
            .body("rows.read", equalTo(12))
            .body("rows.accepted", equalTo(4))
            .body("rows.duplicates", equalTo(1))
            .body("rows.rejected", equalTo(7))
            .body("rows.rejectedByReason.IP_LITERAL", equalTo(1))
            .body("rows.rejectedByReason.OUT_OF_ZONE", equalTo(1))
            .body("rows.rejectedByReason.FUTURE_TIME", equalTo(1))
            .body("rows.rejectedByReason.TOO_OLD", equalTo(1))
            .body("rows.rejectedByReason.INVALID_TIME", equalTo(1))
            .body("rows.rejectedByReason.UNMAPPED_THREAT", equalTo(1))
            .body("rows.rejectedByReason.MALFORMED_ROW", equalTo(1))
            .body("platformRows", equalTo(2))
            .body("platformDomains[0].domain", equalTo("duckdns.org"))
            .body("platformDomains[0].rows", equalTo(2))
            .body("distinctDomains", equalTo(3))
            .body("incidentsOpened", equalTo(3))
            .body("incidentsTouched", equalTo(3))
            .body("unattributed", equalTo(3))
            .body("historical", nullValue())
            .extract()
            .path("id");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + id)
        .then()
        .statusCode(200)
        .body("rows.read", equalTo(12));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads?feed=urlhaus")
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    As.role(Role.ABUSE_ANALYST).get("/v1/payloads?feed=list").then().body("items", hasSize(0));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + id + "/rejections?limit=2")
        .then()
        .statusCode(200)
        .body("items[0].line", equalTo(4))
        .body("items[0].reason", equalTo("IP_LITERAL"))
        .body("items[0].raw", containsString("http://192.0.2.1/"))
        .body("items", hasSize(2));
    String csv =
        As.role(Role.ABUSE_ANALYST)
            .accept("text/csv")
            .get("/v1/payloads/" + id + "/rejections")
            .asString();
    assertThat(csv.lines().findFirst()).hasValue("line,part,reason,detail,raw,acceptedLater");
    assertThat(csv.split("\r\n")).hasSize(8);
  }

  @Test
  void changesNothingWhenTheSameBytesComeAgain() {
    Operate.send("list", "http://a.org/\nhttp://b.org/\n").statusCode(201);
    long incidents = incidents();
    Operate.send("list", "http://a.org/\nhttp://b.org/\n")
        .statusCode(200)
        .body("rows.accepted", equalTo(2));
    assertThat(incidents()).isEqualTo(incidents);
    // Other bytes, the same listings.
    Operate.send("list", "http://b.org/\r\nhttp://a.org/\r\n")
        .statusCode(201)
        .body("rows.read", equalTo(2))
        .body("rows.accepted", equalTo(0))
        .body("rows.duplicates", equalTo(2))
        .body("incidentsTouched", equalTo(0));
    assertThat(incidents()).isEqualTo(incidents);
  }

  @Test
  void aListingOfAnotherDayIsAnotherListingWhereTheSourceGivesNoTime() {
    Operate.send("list", "http://a.org/\n").statusCode(201);
    TestClock.set(Instant.parse("2026-03-12T12:00:00Z"));
    Operate.send("list", "http://a.org/\n# later\n")
        .statusCode(201)
        .body("rows.accepted", equalTo(1))
        .body("incidentsOpened", equalTo(0))
        .body("incidentsTouched", equalTo(1));
  }

  @Test
  void takesCompressedContent() throws IOException {
    Operate.send("list", "application/gzip", gzip("a.org\n".getBytes(UTF_8))).statusCode(201);
    Operate.send("list", "application/octet-stream", gzip("b.org\n".getBytes(UTF_8)))
        .statusCode(201)
        .body("rows.accepted", equalTo(1));
  }

  @Test
  void judgesAHistoricalImportByItsRange() {
    Operate.csv("history", "history");
    String rows =
        """
        value,time,tags,hacked
        a.org,2022-01-01 00:00:00,,
        b.org,2021-10-03 00:00:00,,
        c.org,2021-10-02 23:59:59,,
        d.org,2022-02-01 00:00:00,,
        e.org,,,
        """;
    historical("history", "2022-01-01", "2022-01-31", rows, Role.DATA_OPERATOR)
        .statusCode(201)
        .body("historical.from", equalTo("2022-01-01"))
        .body("historical.to", equalTo("2022-01-31"))
        .body("rows.accepted", equalTo(2))
        .body("rows.rejectedByReason.TOO_OLD", equalTo(1))
        .body("rows.rejectedByReason.FUTURE_TIME", equalTo(1))
        .body("rows.rejectedByReason.INVALID_TIME", equalTo(1));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=a.org")
        .then()
        .body("items[0].month", equalTo("2022-01"));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", org.hamcrest.Matchers.hasItem("payload.imported-as-history"));
  }

  @Test
  void refusesARangeThatIsNone() {
    historical("list", "2022-02-01", "2022-01-31", "a.org\n", Role.DATA_OPERATOR).statusCode(422);
    historical("list", "2026-03-01", "2026-03-11", "a.org\n", Role.DATA_OPERATOR).statusCode(422);
    As.role(Role.DATA_OPERATOR)
        .contentType("text/plain")
        .body("a.org\n")
        .post("/v1/feeds/list/payloads?historicalFrom=2022-01-01")
        .then()
        .statusCode(422);
    historical("list", "today", "tomorrow", "a.org\n", Role.DATA_OPERATOR).statusCode(400);
    historical("list", "2022-01-01", "2022-01-31", "a.org\n", Role.ABUSE_ANALYST).statusCode(403);
  }

  @Test
  void refusesBadContentAndKeepsNothing() throws IOException {
    byte[] random = new byte[50_000];
    new java.util.Random(1).nextBytes(random);
    byte[] truncated = gzip(random);
    refused(
        Operate.send("list", "application/gzip", Arrays.copyOf(truncated, truncated.length / 2)),
        422);
    byte[] halfText = gzip("a.org\n".repeat(50_000).getBytes(UTF_8));
    refused(
        Operate.send("list", "application/gzip", Arrays.copyOf(halfText, halfText.length - 20)),
        422);
    refused(Operate.send("list", "text/csv", new byte[0]), 422);
    refused(Operate.send("list", "\n \n"), 422);
    refused(Operate.send("urlhaus", "<!DOCTYPE html><html><body>503</body></html>"), 422);
    refused(Operate.send("list", "text/csv", gzip("a.org\n".getBytes(UTF_8))), 415);
    refused(Operate.send("list", "application/zip", "a.org\n".getBytes(UTF_8)), 415);
    refused(Operate.send("list", "application/pdf", "{}".getBytes(UTF_8)), 415);
    refused(Operate.send("list", "application/zip", bomb()), 413);
    Operate.csv("csv", "csv");
    refused(Operate.send("csv", "other,columns\n1,2\n"), 422);
    As.role(Role.AUDITOR).get("/v1/payloads").then().body("items", hasSize(0));
    assertThat(incidents()).isZero();
  }

  @Test
  void aBadRowCostsOnlyItself() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("a.org\n".getBytes(UTF_8));
    bytes.writeBytes("x".repeat(10_000_000).getBytes(UTF_8));
    bytes.writeBytes("\nb.org\n".getBytes(UTF_8));
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, '\n', 0, 'c', '\n'});
    bytes.writeBytes("c.org\n".getBytes(UTF_8));
    String id =
        Operate.send("list", "text/plain", bytes.toByteArray())
            .statusCode(201)
            .body("rows.read", equalTo(6))
            .body("rows.accepted", equalTo(3))
            .body("rows.rejectedByReason.LINE_TOO_LONG", equalTo(1))
            .body("rows.rejectedByReason.INVALID_UTF8", equalTo(1))
            .body("rows.rejectedByReason.NOT_REGISTRABLE", equalTo(1))
            .extract()
            .path("id");
    As.role(Role.AUDITOR)
        .get("/v1/payloads/" + id + "/rejections")
        .then()
        .body("items.line", equalTo(java.util.List.of(2, 4, 5)));
  }

  @Test
  void acceptsAFeedThatHasNothingToSay() {
    Operate.send("urlhaus", "# id,dateadded,url\n# Number of entries: 0\n")
        .statusCode(201)
        .body("rows.read", equalTo(0))
        .body("rows.rejectedByReason", anEmptyMap());
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody()
        .contentType("text/csv")
        .body("a")
        .post("/v1/feeds/list/payloads")
        .then()
        .statusCode(401);
    As.role(Role.ABUSE_ANALYST)
        .contentType("text/csv")
        .body("a")
        .post("/v1/feeds/list/payloads")
        .then()
        .statusCode(403);
    Operate.send("none", "a.org\n").statusCode(404);
    As.role(Role.AUDITOR)
        .get("/v1/payloads/00000000-0000-7000-8000-000000000000")
        .then()
        .statusCode(404);
    As.role(Role.AUDITOR)
        .get("/v1/payloads/00000000-0000-7000-8000-000000000000/rejections")
        .then()
        .statusCode(404);
    As.role(Role.AUDITOR).get("/v1/payloads/not-an-id").then().statusCode(400);
    As.role(Role.FINANCE).get("/v1/payloads").then().statusCode(403);
  }

  private static ValidatableResponse historical(
      String feed, String from, String to, String text, Role role) {
    return As.role(role)
        .contentType("text/csv")
        .body(text)
        .post("/v1/feeds/" + feed + "/payloads?historicalFrom=" + from + "&historicalTo=" + to)
        .then();
  }

  private static void refused(ValidatableResponse response, int status) {
    response.statusCode(status).contentType("application/problem+json");
  }

  private static long incidents() {
    return As.role(Role.ABUSE_ANALYST)
        .accept("application/x-ndjson")
        .get("/v1/incidents")
        .asString()
        .lines()
        .filter(line -> !line.isBlank())
        .count();
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.csv"));
      byte[] zeros = new byte[1 << 20];
      Arrays.fill(zeros, (byte) '0');
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}

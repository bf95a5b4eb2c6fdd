package io.bailiwick.ingest.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ReportTest {
  private static final RestAssuredConfig RAW =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                  .encodeContentTypeAs("message/rfc822", ContentType.TEXT)
                  .encodeContentTypeAs("application/xarf+json", ContentType.TEXT));

  @BeforeEach
  void registry() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-31T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-01T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    young.org,Y-ORG,r1,r1,2026-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    old.org,O-ORG,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
  }

  private static ValidatableResponse submit(
      RequestSpecification as, String mediaType, String body) {
    return as.config(RAW)
        .header("Idempotency-Key", UUID.randomUUID())
        .header("Content-Type", mediaType)
        .body(body)
        .post("/v1/reports")
        .then();
  }

  private static ValidatableResponse submit(String url, String category) {
    return submit(
        As.role(Role.REPORTER),
        "application/json",
        """
        {"url":"%s","category":"%s","seenAt":"2026-03-02T10:00:00Z","description":"Asks for card numbers"}
        """
            .formatted(url, category));
  }

  private static String received(String url) {
    return submit(url, "PHISHING").statusCode(201).extract().path("reports[0].id");
  }

  private static ValidatableResponse judge(String id, String step, Map<String, String> body) {
    return As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(body)
        .post("/v1/reports/" + id + "/" + step)
        .then();
  }

  private static String tallies() {
    return As.role(Role.ABUSE_ANALYST)
        .get("/v1/tallies?month=2026-03")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void takesReportsInEveryForm() {
    submit("https://login.young.org/", "PHISHING")
        .statusCode(201)
        .header("Location", containsString("/v1/reports/"))
        .body("reports", hasSize(1))
        .body("reports[0].name", equalTo("young.org"))
        .body("reports[0].known", equalTo(false))
        .body("reports[0].reference", notNullValue());
    submit(
            As.role(Role.REPORTER),
            "application/xarf+json",
            ReportReaderTest.XARF_4.replace("secure-banking-login.example.com", "young.org"))
        .statusCode(201)
        .body("reports.name", contains("young.org"))
        .body("notes", hasItem(containsString("dropped")));
    submit(
            As.role(Role.REPORTER),
            "application/json",
            ReportReaderTest.XARF_3.replace("malicious-example.net", "old.org"))
        .statusCode(201)
        .body("reports.name", contains("old.org"));
    submit(
            As.role(Role.REPORTER),
            "message/rfc822",
            ReportReaderTest.feedback(
                "Feedback-Type: fraud",
                "Reported-URI: http://a.young.org/1",
                "Reported-URI: http://192.0.2.1/2",
                "Reported-URI: http://old.org/3",
                "Reported-URI: http://b.young.org/4"))
        .statusCode(201)
        .body("reports.name", contains("young.org", "old.org"))
        .body("ignored.value", contains("http://192.0.2.1/2"))
        .body("ignored.reason", contains("IP_LITERAL"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/reports?state=RECEIVED")
        .then()
        .statusCode(200)
        .body("items", hasSize(5))
        .body("items.form", contains("JSON", "XARF_4", "XARF_3", "ARF", "ARF"));
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/report-volumes")
        .then()
        .statusCode(200)
        .body(
            equalTo(
                """
                day,form,category,state,reports
                2026-03-31,ARF,FRAUD,RECEIVED,2
                2026-03-31,JSON,PHISHING,RECEIVED,1
                2026-03-31,XARF_3,PHISHING,RECEIVED,1
                2026-03-31,XARF_4,PHISHING,RECEIVED,1
                """
                    .replace("\n", "\r\n")));
  }

  @Test
  void noNumberOfReportsMovesATally() {
    Operate.csv("alpha", "alpha");
    Operate.rows("alpha", "http://old.org/1,2026-03-02 00:00:00,,");
    String before = tallies();
    assertThat(before).contains("90002");
    for (int i = 0; i < 25; i++) {
      submit(
              As.user("reporter-" + i, Role.REPORTER),
              "application/json",
              "{\"url\":\"http://young.org/%d\",\"category\":\"PHISHING\"}".formatted(i))
          .statusCode(201)
          .body("reports[0].known", equalTo(false));
    }
    assertThat(tallies()).isEqualTo(before);
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=young.org")
        .then()
        .body("items", hasSize(0));
  }

  @Test
  void aPersonMakesAReportCount() {
    String before = tallies();
    String id = received("https://login.young.org/");
    judge(
            id,
            "validation",
            Map.of("threat", "PHISHING", "evidence", "The page asks for card numbers."))
        .statusCode(200)
        .body("state", equalTo("VALIDATED"))
        .body("decidedBy", equalTo("abuse-analyst"))
        .body("values", contains("https://login.young.org/"));
    String incident =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/incidents?name=young.org")
            .then()
            .body("items", hasSize(1))
            .body("items[0].evidence", equalTo("VALIDATED"))
            .body("items[0].classification", equalTo("MALICIOUS"))
            .body("items[0].families", contains("registry-validated"))
            .body("items[0].registrar", equalTo(90001))
            // When the abuse was seen, not when somebody looked.
            .body("items[0].openedAt", equalTo("2026-03-02T10:00:00Z"))
            .extract()
            .path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents/" + incident)
        .then()
        .body("listings[0].feed", equalTo("reports"))
        .body("listings[0].value", equalTo("https://login.young.org/"));
    assertThat(tallies()).isNotEqualTo(before);
    As.role(Role.REPORTER)
        .get("/v1/reports/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("VALIDATED"))
        .body("decidedAt", notNullValue())
        .body("evidence", nullValue());
    judge(id, "validation", Map.of("threat", "PHISHING", "evidence", "Again.")).statusCode(409);
    judge(id, "dismissal", Map.of("dismissal", "NOT_ABUSE", "publicReason", "No.")).statusCode(409);
  }

  @Test
  void aReportWithoutATimeCountsFromItsReceipt() {
    String id =
        submit(
                As.role(Role.REPORTER),
                "application/json",
                "{\"domain\":\"old.org\",\"category\":\"MALWARE\"}")
            .statusCode(201)
            .extract()
            .path("reports[0].id");
    TestClock.set(Instant.parse("2026-08-31T00:00:00Z")); // longer than a listing may lie back
    judge(
            id,
            "validation",
            Map.of("threat", "MALWARE", "classification", "COMPROMISED", "evidence", "A dropper."))
        .statusCode(200);
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=old.org")
        .then()
        .body("items[0].month", equalTo("2026-03"))
        .body("items[0].classification", equalTo("COMPROMISED"));
  }

  @Test
  void whatAPersonCleared_isNotValidatedPastThem() {
    Operate.csv("alpha", "alpha");
    Operate.rows("alpha", "http://young.org/1,2026-03-02 10:00:00,,");
    String incident =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/incidents?name=young.org")
            .then()
            .extract()
            .path("items[0].id");
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(Map.of("classification", "FALSE_POSITIVE", "reason", "The bank's own page."))
        .post("/v1/incidents/" + incident + "/classification")
        .then()
        .statusCode(200);
    String id = received("http://young.org/1");
    judge(id, "validation", Map.of("threat", "PHISHING", "evidence", "Looks bad.")).statusCode(409);
    As.role(Role.REPORTER).get("/v1/reports/" + id).then().body("state", equalTo("RECEIVED"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents/" + incident)
        .then()
        .body("observations", equalTo(1));
  }

  @Test
  void tellsTheReporterWhyAReportCameToNothing() {
    String id = received("https://young.org/");
    judge(
            id,
            "dismissal",
            Map.of("dismissal", "NOT_OURS", "publicReason", "A dispute over an order."))
        .statusCode(200)
        .body("state", equalTo("DISMISSED"));
    As.role(Role.REPORTER)
        .get("/v1/reports/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("DISMISSED"))
        .body("dismissal", equalTo("NOT_OURS"))
        .body("reason", equalTo("A dispute over an order."));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/incidents?name=young.org")
        .then()
        .body("items", hasSize(0));
  }

  @Test
  void onlyTheReporterOrWhoHoldsTheReferenceReadsWhatBecameOfIt() {
    var receipt = submit("https://young.org/", "PHISHING").statusCode(201).extract();
    String id = receipt.path("reports[0].id");
    String reference = receipt.path("reports[0].reference");
    var stranger = As.user("stranger", Role.REPORTER);
    stranger.get("/v1/reports/" + id).then().statusCode(404);
    As.user("stranger", Role.REPORTER)
        .get("/v1/reports/" + id + "?reference=" + reference + "x")
        .then()
        .statusCode(404);
    As.user("stranger", Role.REPORTER)
        .get("/v1/reports/" + id + "?reference=" + reference)
        .then()
        .statusCode(200)
        .body("state", equalTo("RECEIVED"));
    As.role(Role.REPORTER).get("/v1/reports/" + UUID.randomUUID()).then().statusCode(404);
    As.nobody().get("/v1/reports/" + id).then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/reports/" + id).then().statusCode(403);
    As.role(Role.REPORTER).get("/v1/reports").then().statusCode(403);
    As.role(Role.REPORTER).get("/v1/reports/" + id + "/detail").then().statusCode(403);
    As.role(Role.REPORTER)
        .contentType("application/json")
        .body(Map.of("dismissal", "NOT_OURS", "publicReason", "x"))
        .post("/v1/reports/" + id + "/dismissal")
        .then()
        .statusCode(403);
    submit(As.nobody(), "application/json", "{}").statusCode(401);
    submit(As.role(Role.FINANCE), "application/json", "{}").statusCode(403);
  }

  @Test
  void theSameReportMakesNothingNew() {
    String xarf = ReportReaderTest.XARF_4.replace("secure-banking-login.example.com", "young.org");
    String id =
        submit(As.role(Role.REPORTER), "application/json", xarf)
            .statusCode(201)
            .extract()
            .path("reports[0].id");
    // By report_id and reporter, on another day and from another account, which may then read it.
    TestClock.set(Instant.parse("2026-04-02T00:00:00Z"));
    submit(As.user("aggregator", Role.REPORTER), "application/json", xarf)
        .statusCode(201)
        .body("reports[0].id", equalTo(id))
        .body("reports[0].known", equalTo(true))
        .body("reports[0].reference", notNullValue());
    As.user("aggregator", Role.REPORTER).get("/v1/reports/" + id).then().statusCode(200);
    // By name, category, reporter and day; another day is another report.
    String first = received("https://young.org/a");
    assertThat(received("https://young.org/b")).isEqualTo(first);
    assertThat(submit("https://young.org/b", "MALWARE").extract().<String>path("reports[0].id"))
        .isNotEqualTo(first);
    TestClock.set(Instant.parse("2026-04-03T00:00:00Z"));
    assertThat(received("https://young.org/a")).isNotEqualTo(first);
  }

  @Test
  void aRepeatedRequestIsAnsweredAgainWithoutTheReference() {
    String body = "{\"domain\":\"young.org\",\"category\":\"SPAM\"}";
    String key = UUID.randomUUID().toString();
    List<String> ids = new ArrayList<>();
    for (boolean first : new boolean[] {true, false}) {
      ids.add(
          As.role(Role.REPORTER)
              .header("Idempotency-Key", key)
              .contentType("application/json")
              .body(body)
              .post("/v1/reports")
              .then()
              .statusCode(201)
              .body("reports[0].known", equalTo(false))
              .body("reports[0].reference", first ? notNullValue() : nullValue())
              .extract()
              .path("reports[0].id"));
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
    As.role(Role.REPORTER)
        .contentType("application/json")
        .body(body)
        .post("/v1/reports")
        .then()
        .statusCode(422);
  }

  @Test
  void refusesWhatItCannotUse() {
    submit("http://192.0.2.1/", "PHISHING").statusCode(422);
    submit("https://example.com/", "PHISHING")
        .statusCode(422)
        .body("violations[0].message", equalTo("OUT_OF_ZONE"));
    submit(As.role(Role.REPORTER), "application/json", "not JSON").statusCode(400);
    submit(As.role(Role.REPORTER), "message/rfc822", "Subject: x\n\ny\n").statusCode(422);
    submit(As.role(Role.REPORTER), "text/plain", "young.org").statusCode(415);
    submit(
            As.role(Role.REPORTER),
            "application/json",
            "{\"domain\":\"young.org\",\"category\":\"SPAM\",\"description\":\""
                + "x".repeat(1 << 20)
                + "\"}")
        .statusCode(413);
    String id = received("https://young.org/");
    judge(id, "validation", Map.of("threat", "PHISHING")).statusCode(422);
    judge(id, "dismissal", Map.of("dismissal", "NOT_OURS")).statusCode(422);
    judge(
            id,
            "validation",
            Map.of("threat", "PHISHING", "classification", "FALSE_POSITIVE", "evidence", "x"))
        .statusCode(422);
    As.role(Role.ABUSE_ANALYST).get("/v1/reports?receivedUntil=today").then().statusCode(400);
    As.role(Role.ABUSE_ANALYST).get("/v1/reports?after=@@").then().statusCode(400);
  }

  @Test
  void listsReportsByStateNameAndAgeInPages() {
    String old = received("https://young.org/");
    TestClock.set(Instant.parse("2026-04-05T00:00:00Z"));
    String young = received("https://old.org/");
    var analyst = As.role(Role.ABUSE_ANALYST);
    analyst
        .get("/v1/reports?receivedUntil=2026-04-01T00:00:00Z")
        .then()
        .body("items.id", contains(old));
    String next =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/reports?limit=1")
            .then()
            .body("items.id", contains(old))
            .extract()
            .path("next");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/reports?limit=1&after=" + next)
        .then()
        .body("items.id", contains(young))
        .body("next", nullValue());
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/reports?name=old.org&state=RECEIVED")
        .then()
        .body("items.id", contains(young));
    As.role(Role.AUDITOR)
        .accept("application/x-ndjson")
        .get("/v1/reports")
        .then()
        .statusCode(200)
        .body(containsString(old));
  }

  @Test
  void handsAnAttachmentOutAsBytesOnly() {
    String id =
        submit(
                As.role(Role.REPORTER),
                "application/json",
                ReportReaderTest.XARF_4.replace("secure-banking-login.example.com", "young.org"))
            .extract()
            .path("reports[0].id");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/reports/" + id + "/detail")
        .then()
        .statusCode(200)
        .body("attachments", hasSize(1))
        .body("attachments[0].type", equalTo("PNG"))
        .body("notes", hasItem(containsString("dropped")));
    byte[] bytes =
        As.role(Role.ABUSE_ANALYST)
            .get("/v1/reports/" + id + "/attachments/1")
            .then()
            .statusCode(200)
            .contentType("application/octet-stream")
            .header("Content-Disposition", containsString("attachment"))
            .header("X-Content-Type-Options", "nosniff")
            .extract()
            .asByteArray();
    assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
    As.role(Role.ABUSE_ANALYST).get("/v1/reports/" + id + "/attachments/2").then().statusCode(404);
    As.role(Role.REPORTER).get("/v1/reports/" + id + "/attachments/1").then().statusCode(403);
  }

  @Test
  void aReportOfChildAbuseReachesNoDiskAndNoLog() throws Exception {
    String marker = "marker" + UUID.randomUUID().toString().replace("-", "");
    Instant started = Instant.now().minusSeconds(2);
    List<String> logged = Collections.synchronizedList(new ArrayList<>());
    Handler ear =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(record.getMessage() + " " + record.getThrown());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(ear);
    String own =
        "{\"url\":\"https://%s.young.org/\",\"category\":\"csam\",\"description\":\"%s\"}"
            .formatted(marker, marker);
    try {
      submit(As.role(Role.REPORTER), "application/json", own)
          .statusCode(422)
          .body("detail", containsString("INHOPE"))
          .body(not(containsString(marker)));
      submit(
              As.role(Role.REPORTER),
              "application/xarf+json",
              ReportReaderTest.XARF_4
                  .replace("\"phishing\"", "\"csem\"")
                  .replace("secure-banking-login", marker)
                  // large enough for anything that spools to do so
                  .replace("\"Screenshot\"", "\"" + (marker + " ").repeat(8000) + "\""))
          .statusCode(422)
          .body("detail", containsString("INHOPE"));
      submit(
              As.role(Role.REPORTER),
              "message/rfc822",
              "X-XARF: csam\n"
                  + ReportReaderTest.feedback(
                          "Feedback-Type: other", "Reported-URI: http://young.org/" + marker)
                      .replace("A report.", (marker + "\n").repeat(8000)))
          .statusCode(422)
          .body("detail", containsString("INHOPE"));
    } finally {
      root.removeHandler(ear);
    }

    assertThat(logged).noneMatch(line -> line.contains(marker));
    assertThat(filesHolding(marker, started)).isEmpty();
    try (var connection = owner();
        var statement = connection.createStatement()) {
      assertThat(tablesHolding(connection, marker)).isEmpty();
      // Only the count and the digest remain.
      try (var rows =
          statement.executeQuery("SELECT day::text, digest FROM report_refusal ORDER BY number")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("2026-03-31");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
            new SecretKeySpec(
                ConfigProvider.getConfig()
                    .getValue("bailiwick.report.digest-key", String.class)
                    .getBytes(UTF_8),
                "HmacSHA256"));
        assertThat(rows.getString(2))
            .isEqualTo(HexFormat.of().formatHex(mac.doFinal(own.getBytes(UTF_8))));
        assertThat(rows.next() && rows.next()).isTrue();
        assertThat(rows.next()).isFalse();
      }
    }
    As.role(Role.ABUSE_ANALYST).get("/v1/reports").then().body("items", hasSize(0));
  }

  private static java.sql.Connection owner() throws SQLException {
    var config = ConfigProvider.getConfig();
    return DriverManager.getConnection(
        config.getValue("quarkus.datasource.jdbc.url", String.class),
        config.getValue("quarkus.flyway.username", String.class),
        config.getValue("quarkus.flyway.password", String.class));
  }

  private static List<String> tablesHolding(java.sql.Connection connection, String marker)
      throws SQLException {
    List<String> tables = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                """)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).hasSizeGreaterThan(20);
    List<String> holding = new ArrayList<>();
    for (String table : tables) {
      try (var query =
          connection.prepareStatement(
              "SELECT count(*) FROM " + table + " t WHERE t::text LIKE ?")) {
        query.setString(1, "%" + marker + "%");
        try (var count = query.executeQuery()) {
          if (count.next() && count.getLong(1) > 0) {
            holding.add(table);
          }
        }
      }
    }
    return holding;
  }

  /** Files of the temporary directory that were written since, the database's own among them. */
  private static List<Path> filesHolding(String marker, Instant since) throws IOException {
    List<Path> holding = new ArrayList<>();
    Files.walkFileTree(
        Path.of(System.getProperty("java.io.tmpdir")),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && attributes.lastModifiedTime().toInstant().isAfter(since)
                && attributes.size() < 64 << 20) {
              try {
                if (new String(
                        Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains(marker)) {
                  holding.add(file);
                }
              } catch (IOException e) {
                // Somebody else's, or gone already.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return holding;
  }
}

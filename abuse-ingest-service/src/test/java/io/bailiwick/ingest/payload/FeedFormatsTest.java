package io.bailiwick.ingest.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.bailiwick.ingest.format.Columns;
import io.bailiwick.ingest.format.FormatName;
import io.bailiwick.ingest.format.Samples;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A feed of every format, set up and fed with its sample over HTTP. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class FeedFormatsTest {

  /** What becomes of the rows of a sample. */
  private record Outcome(int accepted, int withdrawals, Map<String, Integer> rejected) {

    Outcome(int accepted, Map<String, Integer> rejected) {
      this(accepted, 0, rejected);
    }
  }

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Samples.AS_OF);
  }

  @ParameterizedTest
  @EnumSource
  void accountsForEveryRowOfASample(FormatName format) {
    String name = format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Map<String, Object> feed = new HashMap<>(Map.of("name", name, "format", format));
    if (format.suggestedThreats().isEmpty()) {
      feed.put("defaultThreat", "PHISHING");
    }
    Columns columns = Samples.columns(format);
    if (columns != null) {
      feed.put("columns", columns);
    }
    Operate.feed(feed).statusCode(201).body("threats", equalTo(words(format)));
    Outcome expected = expected(format);
    var payload =
        Operate.send(name, mediaType(format), Samples.bytes(format))
            .statusCode(201)
            .extract()
            .jsonPath();
    assertThat(payload.<String, Integer>getMap("rows.rejectedByReason"))
        .isEqualTo(expected.rejected());
    assertThat(payload.getInt("rows.accepted")).isEqualTo(expected.accepted());
    int rejected = expected.rejected().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(payload.getInt("rows.withdrawals")).isEqualTo(expected.withdrawals());
    assertThat(payload.getInt("rows.read"))
        .isEqualTo(expected.accepted() + expected.withdrawals() + rejected);
    List<String> listed =
        As.role(Role.AUDITOR)
            .get("/v1/payloads/" + payload.getString("id") + "/rejections")
            .then()
            .statusCode(200)
            .extract()
            .path("items.reason");
    assertThat(listed).hasSize(rejected);
  }

  private static Map<String, String> words(FormatName format) {
    Map<String, String> words = new HashMap<>();
    format.suggestedThreats().forEach((word, threat) -> words.put(word, threat.name()));
    return words;
  }

  private static String mediaType(FormatName format) {
    return switch (format) {
      case URLHAUS_CSV, URLHAUS_TLD_CSV, THREATFOX_CSV, PHISHTANK_CSV, FEODO_CSV, GENERIC_CSV ->
          "text/csv";
      case LIST, HOSTS, SPAMHAUS_DBL, SURBL -> "text/plain";
      case OPENPHISH_JSON, GENERIC_JSON_LINES -> "application/x-ndjson";
      case URLHAUS_JSON, THREATFOX_JSON, PHISHTANK_JSON, APWG_JSON, FEODO_JSON, MISP ->
          "application/json";
      case STIX -> "application/stix+json;version=2.1";
    };
  }

  private static Outcome expected(FormatName format) {
    return switch (format) {
      case URLHAUS_CSV -> new Outcome(3, Map.of("IP_LITERAL", 1, "MALFORMED_ROW", 1));
      case URLHAUS_TLD_CSV -> new Outcome(2, Map.of("UNMAPPED_THREAT", 1, "MALFORMED_ROW", 1));
      case URLHAUS_JSON ->
          new Outcome(1, Map.of("IP_LITERAL", 1, "MISSING_VALUE", 1, "MALFORMED_ROW", 1));
      case THREATFOX_CSV -> new Outcome(2, Map.of("UNSUPPORTED_TYPE", 2, "MALFORMED_ROW", 1));
      case THREATFOX_JSON -> new Outcome(1, Map.of("UNSUPPORTED_TYPE", 1));
      case OPENPHISH_JSON ->
          new Outcome(2, Map.of("IP_LITERAL", 1, "MALFORMED_ROW", 1, "MISSING_VALUE", 1));
      case PHISHTANK_CSV ->
          new Outcome(2, Map.of("NOT_VERIFIED", 1, "OUT_OF_ZONE", 1, "MALFORMED_ROW", 1));
      case PHISHTANK_JSON -> new Outcome(1, Map.of("NOT_VERIFIED", 1));
      case APWG_JSON -> new Outcome(1, Map.of("IP_LITERAL", 1, "MISSING_VALUE", 1));
      case FEODO_CSV -> new Outcome(0, Map.of("IP_LITERAL", 2, "MALFORMED_ROW", 1));
      case FEODO_JSON -> new Outcome(0, Map.of("IP_LITERAL", 2));
      case SPAMHAUS_DBL ->
          new Outcome(
              5,
              Map.of(
                  "UNMAPPED_THREAT",
                  2,
                  "NOT_ACTIONABLE",
                  2,
                  "ERROR_CODE",
                  2,
                  "MALFORMED_ROW",
                  2,
                  "IP_LITERAL",
                  1,
                  "OUT_OF_ZONE",
                  1));
      case SURBL ->
          new Outcome(5, Map.of("UNMAPPED_THREAT", 2, "NOT_ACTIONABLE", 1, "ERROR_CODE", 1));
      case STIX ->
          new Outcome(
              4,
              2,
              Map.of(
                  "SUPERSEDED",
                  1,
                  "IP_LITERAL",
                  1,
                  "UNSUPPORTED_TYPE",
                  2,
                  "NOT_ACTIONABLE",
                  2,
                  "MALFORMED_ROW",
                  1));
      case MISP ->
          new Outcome(4, 1, Map.of("NOT_ACTIONABLE", 1, "UNSUPPORTED_TYPE", 1, "IP_LITERAL", 1));
      case HOSTS -> new Outcome(4, Map.of("OUT_OF_ZONE", 1, "MALFORMED_ROW", 2));
      case GENERIC_JSON_LINES ->
          new Outcome(3, Map.of("IP_LITERAL", 1, "MISSING_VALUE", 1, "MALFORMED_ROW", 2));
      case LIST -> new Outcome(2, Map.of("IP_LITERAL", 1, "OUT_OF_ZONE", 1));
      case GENERIC_CSV -> new Outcome(2, Map.of("UNSUPPORTED_TYPE", 1, "MALFORMED_ROW", 1));
    };
  }

  @Test
  void rowsOnOneLineAreListedOneByOne() {
    Operate.feed(Map.of("name", "dump", "format", "URLHAUS_JSON")).statusCode(201);
    String row = "{\"url\":\"http://192.0.2.1/\",\"threat\":\"malware_download\"}";
    String id =
        Operate.send(
                "dump",
                "application/json",
                ("{\"urls\":[" + row + "," + row + "," + row + "]}").getBytes(UTF_8))
            .statusCode(201)
            .body("rows.rejected", equalTo(3))
            .extract()
            .path("id");
    String path = "/v1/payloads/" + id + "/rejections?limit=2";
    String next =
        As.role(Role.AUDITOR)
            .get(path)
            .then()
            .body("items.line", equalTo(List.of(1, 1)))
            .body("items.part", equalTo(List.of(1, 2)))
            .extract()
            .path("next");
    As.role(Role.AUDITOR)
        .get(path + "&after=" + next)
        .then()
        .body("items.part", equalTo(List.of(3)));
  }

  @Test
  void aBrokenDocumentIsRefusedAndNothingIsKept() {
    Operate.feed(Map.of("name", "dump", "format", "URLHAUS_JSON")).statusCode(201);
    Operate.send(
            "dump",
            "application/json",
            "{\"urls\":[{\"url\":\"http://a.org/\",\"threat\":\"malware_download\"},"
                .getBytes(UTF_8))
        .statusCode(422)
        .contentType("application/problem+json");
    As.role(Role.AUDITOR).get("/v1/payloads").then().body("items", equalTo(List.of()));
  }

  @Test
  void keepsNobodysAddressOfAPhishingKit() {
    Operate.feed(Map.of("name", "premium", "format", "OPENPHISH_JSON")).statusCode(201);
    String id =
        Operate.send("premium", "application/x-ndjson", Samples.bytes(FormatName.OPENPHISH_JSON))
            .statusCode(201)
            .extract()
            .path("id");
    assertThat(
            As.role(Role.AUDITOR)
                .get("/v1/payloads/" + id + "/rejections")
                .then()
                .extract()
                .asString())
        .contains("MALFORMED_ROW")
        .doesNotContain("owner", "mail.example");
  }

  @Test
  void keepsNoBytesThatHoldPersonalData() {
    Operate.feed(Map.of("name", "premium", "format", "OPENPHISH_JSON"))
        .statusCode(201)
        .body("keepsContent", equalTo(false));
    Operate.feed(Map.of("name", "kept", "format", "OPENPHISH_JSON", "keepContent", true))
        .statusCode(422)
        .body("violations[0].field", equalTo("keepContent"));
  }

  @Test
  void followsTheEndsThatASourceSays() {
    Operate.feed(Map.of("name", "stix", "format", "STIX"))
        .statusCode(201)
        .body("delisting.by", equalTo("BY_WITHDRAWAL"));
    Operate.feed(Map.of("name", "log", "format", "STIX", "delisting", Map.of("by", "NEVER")))
        .statusCode(201)
        .body("delisting.by", equalTo("NEVER"));
    Operate.feed(
            Map.of("name", "list", "format", "SURBL", "delisting", Map.of("by", "BY_WITHDRAWAL")))
        .statusCode(422)
        .body("violations[0].field", equalTo("delisting.by"));
  }

  @Test
  void timesOfASourceThatWritesUtcAreUtc() {
    Operate.feed(Map.of("name", "fox", "format", "THREATFOX_CSV", "zone", "Europe/Amsterdam"))
        .statusCode(422)
        .body("violations[0].field", equalTo("zone"));
  }

  @Test
  void keepsNothingOfWhatIsTaggedAsChildAbuse() {
    Operate.feed(Map.of("name", "misp", "format", "MISP", "defaultThreat", "MALWARE"))
        .statusCode(201);
    String payload =
        Operate.send(
                "misp",
                "application/json",
                """
                {"Event":{"Attribute":[
                {"type":"url","value":"http://secret.org/","to_ids":true,"Tag":[{"name":"copine-scale:level-1"}]},
                {"type":"url","value":"http://secret.org/","deleted":true,"Tag":[{"name":"csam"}]},
                {"type":"domain","value":"other.org","to_ids":true}]}}
                """
                    .getBytes(UTF_8))
            .statusCode(201)
            .body("rows.read", equalTo(3))
            .body("rows.accepted", equalTo(1))
            .body("rows.withdrawals", equalTo(0))
            .body("rows.rejectedByReason.REFUSED_CATEGORY", equalTo(2))
            .extract()
            .path("id");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + payload + "/rejections")
        .then()
        .body("items.line", contains(2, 3))
        .body("items.raw", contains("", ""))
        .body("items.detail", not(hasItem(containsString("secret"))));
    As.role(Role.ABUSE_ANALYST).get("/v1/payloads/" + payload + "/content").then().statusCode(409);
    for (String path : List.of("incidents", "listings", "audit-entries", "events")) {
      As.role(path.startsWith("audit") || path.equals("events") ? Role.AUDITOR : Role.ABUSE_ANALYST)
          .get("/v1/" + path + "?limit=1000")
          .then()
          .statusCode(200)
          .body(not(containsString("secret")));
    }
  }
}

package io.bailiwick.ingest.feed;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class FeedTest {

  @BeforeEach
  void empty() {
    Slate.clean();
  }

  @Test
  void isSetUpReadAndListed() {
    Operate.feed(
            Map.of(
                "name",
                "urlhaus-org",
                "family",
                "urlhaus",
                "format",
                "URLHAUS_CSV",
                "threats",
                Map.of("Malware_Download", "MALWARE")))
        .statusCode(201)
        .header("Location", org.hamcrest.Matchers.endsWith("/v1/feeds/urlhaus-org"))
        .body("zone", equalTo("UTC"))
        .body("threats.malware_download", equalTo("MALWARE"))
        .body("createdBy", equalTo("data-operator"));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/feeds/urlhaus-org")
        .then()
        .statusCode(200)
        .body("family", equalTo("urlhaus"));
    As.role(Role.AUDITOR).get("/v1/feeds").then().statusCode(200).body("items", hasSize(1));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.action", hasItem("feed.created"));
  }

  @Test
  void isNamedOnce() {
    Operate.list("one");
    Operate.feed(Map.of("name", "one", "format", "LIST", "defaultThreat", "SPAM"))
        .statusCode(409)
        .body("nextSteps", hasSize(1));
  }

  @Test
  void refusesWhatCannotBeRead() {
    Operate.feed(Map.of("name", "Two Words", "format", "LIST", "defaultThreat", "SPAM"))
        .statusCode(422)
        .body("violations.field", hasItem("name"));
    Operate.feed(Map.of("name", "two", "format", "LIST"))
        .statusCode(422)
        .body("violations.field", hasItem("threats"));
    Operate.feed(Map.of("name", "two", "format", "GENERIC_CSV", "defaultThreat", "SPAM"))
        .statusCode(422)
        .body("violations.field", hasItem("columns.value"));
    Operate.feed(
            Map.of("name", "two", "format", "LIST", "defaultThreat", "SPAM", "zone", "Mars/Base"))
        .statusCode(422)
        .body("violations.field", hasItem("zone"));
    Operate.feed(Map.of("name", "two", "format", "RSS", "defaultThreat", "SPAM")).statusCode(422);
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody().get("/v1/feeds").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/feeds").then().statusCode(403);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body("{}")
        .post("/v1/feeds")
        .then()
        .statusCode(403);
    As.role(Role.AUDITOR).get("/v1/feeds/none").then().statusCode(404);
  }
}

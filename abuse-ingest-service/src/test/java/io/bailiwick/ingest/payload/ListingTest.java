package io.bailiwick.ingest.payload;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.ingest.Operate;
import io.bailiwick.ingest.Slate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ListingTest {
  private static final String A = "http://a.org/";
  private static final String B = "http://b.org/";
  private static final String C = "http://c.org/";

  @BeforeEach
  void empty() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-03-01T00:00:00Z"));
    Operate.feed(
            Map.of(
                "name",
                "list",
                "format",
                "LIST",
                "defaultThreat",
                "PHISHING",
                "delisting",
                Map.of("by", "BY_ABSENCE", "absences", 2)))
        .statusCode(201)
        .body("delisting.largestDropPercent", equalTo(50));
  }

  private static ValidatableResponse fetch(String at, String... entries) {
    TestClock.set(Instant.parse(at));
    return Operate.send("list", "# list\n" + String.join("\n", entries) + "\n");
  }

  private static ValidatableResponse listings(String query) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/listings?feed=list" + query).then().statusCode(200);
  }

  private static ValidatableResponse incidents(String name) {
    return As.role(Role.ABUSE_ANALYST).get("/v1/incidents?name=" + name).then().statusCode(200);
  }

  @Test
  void hasLeftOnlyAfterSoManyWholeFetchesWithoutIt() {
    fetch("2026-03-01T00:00:00Z", A, B).statusCode(201).body("entries.listed", equalTo(2));
    fetch("2026-03-02T00:00:00Z", A).statusCode(201).body("entries.delisted", equalTo(0));
    listings("&name=b.org")
        .body("items[0].missingSince", startsWith("2026-03-02T00:00:00"))
        .body("items[0].delistedAt", nullValue());
    fetch("2026-03-03T00:00:00Z", A, C).statusCode(201).body("entries.delisted", equalTo(1));
    listings("&name=b.org").body("items[0].delistedAt", startsWith("2026-03-02T00:00:00"));
  }

  @Test
  void aGapThatClosesIsNoDelisting() {
    fetch("2026-03-01T00:00:00Z", A, B);
    fetch("2026-03-02T00:00:00Z", A, C);
    fetch("2026-03-03T00:00:00Z", A, B, C).body("entries.listed", equalTo(0));
    fetch("2026-03-04T00:00:00Z", A, C).body("entries.delisted", equalTo(0));
    fetch("2026-03-05T00:00:00Z", C, A).body("entries.delisted", equalTo(1));
    // First fetch without it of those in a row.
    listings("&open=false")
        .body("items.name", contains("b.org"))
        .body("items[0].delistedAt", startsWith("2026-03-04T00:00:00"));
  }

  @Test
  void anUnchangedListIsOneMoreFetchWithoutIt() {
    fetch("2026-03-01T00:00:00Z", A, B);
    fetch("2026-03-02T00:00:00Z", A);
    // A repeated request says nothing new; a fetch a day later does.
    fetch("2026-03-02T00:00:10Z", A).statusCode(200);
    listings("&open=false").body("items", hasSize(0));
    fetch("2026-03-03T00:00:00Z", A).statusCode(200);
    listings("&open=false")
        .body("items.name", contains("b.org"))
        .body("items[0].delistedAt", startsWith("2026-03-02T00:00:00"));
  }

  @Test
  void aListThatComesBackToAnEarlierStateIsNews() {
    fetch("2026-03-01T00:00:00Z", A, B);
    fetch("2026-03-02T00:00:00Z", A);
    fetch("2026-03-03T00:00:00Z", A);
    fetch("2026-03-10T00:00:00Z", A, B)
        .statusCode(201)
        .body("entries.listed", equalTo(1))
        .body("entries.relisted", equalTo(1));
    listings("&name=b.org")
        .body("items.relisted", contains(false, true))
        .body("items[1].listedAt", startsWith("2026-03-10T00:00:00"));
    // Eight days after it was seen last: the same incident, and open again.
    incidents("b.org").body("items", hasSize(1)).body("items[0].openListings", equalTo(1));
  }

  @Test
  void aRelistingAfterThirtyDaysOpensAnotherIncident() {
    fetch("2026-03-01T00:00:00Z", A, B);
    fetch("2026-03-02T00:00:00Z", A);
    fetch("2026-03-03T00:00:00Z", A);
    incidents("b.org")
        .body("items[0].openListings", equalTo(0))
        .body("items[0].lastSeenAt", startsWith("2026-03-01T00:00:00"));
    fetch("2026-04-01T00:00:00Z", A, B);
    incidents("b.org").body("items", hasSize(2));
    // What stood on the list all the time is one incident still.
    incidents("a.org")
        .body("items", hasSize(1))
        .body("items[0].openedAt", startsWith("2026-03-01T00:00:00"));
  }

  @Test
  void whatStaysListedIsOneIncidentHoweverLong() {
    fetch("2026-03-01T00:00:00Z", A, B);
    TestClock.set(Instant.parse("2026-05-20T00:00:00Z"));
    Operate.csv("log", "log");
    Operate.rows("log", "http://a.org/x,2026-05-19 00:00:00,,");
    incidents("a.org").body("items", hasSize(1)).body("items[0].observations", equalTo(2));
  }

  @Test
  void aTruncatedListTakesNobodyOff() {
    String[] all =
        IntStream.range(0, 40).mapToObj(i -> "http://n" + i + ".org/").toArray(String[]::new);
    fetch("2026-03-01T00:00:00Z", all).body("entries.listed", equalTo(40));
    String[] half = java.util.Arrays.copyOf(all, 19);
    for (String day : new String[] {"02", "03", "04"}) {
      fetch("2026-03-" + day + "T00:00:00Z", half)
          .body("entries.shrunken", equalTo(true))
          .body("entries.delisted", equalTo(0));
    }
    listings("&open=true&limit=100").body("items", hasSize(40));
    // An empty answer is refused before it can mean anything.
    Operate.send("list", "").statusCode(422);
    listings("&open=true&limit=100").body("items", hasSize(40));
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody().get("/v1/listings").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/listings").then().statusCode(403);
    As.role(Role.ABUSE_ANALYST).get("/v1/listings?listedBy=x").then().statusCode(400);
  }
}

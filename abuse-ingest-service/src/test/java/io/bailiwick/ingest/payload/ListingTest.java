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
import java.util.Arrays;
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
    fetch("2026-03-01T00:00:00Z", FORTY).body("entries.listed", equalTo(40));
    String[] half = Arrays.copyOf(FORTY, 19);
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

  private static final String[] FORTY =
      IntStream.range(0, 40).mapToObj(i -> "http://n" + i + ".org/").toArray(String[]::new);

  private static ValidatableResponse accept(String payload) {
    return As.user("dana", Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(Map.of("reason", "The source has dropped its old entries"))
        .post("/v1/payloads/" + payload + "/acceptance")
        .then();
  }

  /** 40 entries, then 19: 21 of 40 are missing, which is more than half. */
  @Test
  void aPersonAcceptsThatAListHasBecomeShort() {
    String whole = fetch("2026-03-01T00:00:00Z", FORTY).extract().path("id");
    String[] nineteen = Arrays.copyOf(FORTY, 19);
    String shortened =
        fetch("2026-03-02T00:00:00Z", nineteen)
            .body("entries.shrunken", equalTo(true))
            .extract()
            .path("id");
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + shortened + "/acceptance")
        .then()
        .statusCode(404);
    TestClock.set(Instant.parse("2026-03-02T12:00:00Z"));
    accept(whole).statusCode(409);
    accept(shortened)
        .statusCode(201)
        .body("acceptedBy", equalTo("dana"))
        .body("effect.missing", equalTo(21))
        .body("effect.delisted", equalTo(0));
    accept(shortened).statusCode(409);
    listings("&open=true&limit=100").body("items", hasSize(40));
    listings("&name=n39.org").body("items[0].missingSince", startsWith("2026-03-02T00:00:00"));
    // The second fetch without them, of two; they have been gone since the first.
    fetch("2026-03-03T00:00:00Z", nineteen).statusCode(200);
    listings("&open=true&limit=100").body("items", hasSize(19));
    listings("&name=n39.org").body("items[0].delistedAt", startsWith("2026-03-02T00:00:00"));
    incidents("n39.org").body("items[0].openListings", equalTo(0));
    // The list goes on from there.
    fetch("2026-03-04T00:00:00Z", Arrays.copyOf(FORTY, 18))
        .body("entries.shrunken", equalTo(false));
    As.role(Role.ABUSE_ANALYST)
        .get("/v1/payloads/" + shortened + "/acceptance")
        .then()
        .statusCode(200)
        .body("reason", equalTo("The source has dropped its old entries"))
        .body("acceptedAt", startsWith("2026-03-02T12:00:00"));
    As.role(Role.AUDITOR)
        .get("/v1/audit-entries?limit=1000")
        .then()
        .body("items.findAll{it.action=='payload.accepted-as-whole'}.actor", contains("dana"))
        .body(
            "items.findAll{it.action=='payload.accepted-as-whole'}.content.reason",
            contains("The source has dropped its old entries"));
  }

  @Test
  void aShortListThatWasFetchedTwiceHasMissedItsEntriesTwice() {
    fetch("2026-03-01T00:00:00Z", FORTY);
    String[] nineteen = Arrays.copyOf(FORTY, 19);
    String shortened = fetch("2026-03-02T00:00:00Z", nineteen).extract().path("id");
    fetch("2026-03-02T00:00:10Z", nineteen).statusCode(200); // a repeated request, no fetch
    fetch("2026-03-03T00:00:00Z", nineteen).statusCode(200);
    listings("&open=true&limit=100").body("items", hasSize(40));
    accept(shortened)
        .statusCode(201)
        .body("effect.missing", equalTo(21))
        .body("effect.delisted", equalTo(21));
    listings("&name=n39.org")
        .body("items[0].delistedAt", startsWith("2026-03-02T00:00:00"))
        .body("items[0].delistedBy", equalTo(shortened));
    incidents("n39.org").body("items[0].openListings", equalTo(0));
  }

  /** The second short list has n39 again, and lacks n18 to n38: 21 of 40. */
  @Test
  void onlyTheNewestListIsAcceptedAndOnlyWhatItLacksIsMissing() {
    fetch("2026-03-01T00:00:00Z", FORTY);
    String first = fetch("2026-03-02T00:00:00Z", Arrays.copyOf(FORTY, 19)).extract().path("id");
    String[] other = Arrays.copyOf(FORTY, 19);
    other[18] = FORTY[39];
    String second =
        fetch("2026-03-03T00:00:00Z", other)
            .body("entries.shrunken", equalTo(true))
            .extract()
            .path("id");
    accept(first).statusCode(409);
    accept(second).statusCode(201).body("effect.missing", equalTo(21));
    listings("&name=n39.org").body("items[0].missingSince", nullValue());
    listings("&name=n18.org").body("items[0].missingSince", startsWith("2026-03-03T00:00:00"));
  }

  /** 16 of 40 missing, then 10 of the 24 that are left. */
  @Test
  void whatIsMissingAlreadyIsNotMissedAgain() {
    fetch("2026-03-01T00:00:00Z", FORTY);
    fetch("2026-03-02T00:00:00Z", Arrays.copyOf(FORTY, 24))
        .body("entries.shrunken", equalTo(false));
    fetch("2026-03-03T00:00:00Z", Arrays.copyOf(FORTY, 14))
        .body("entries.shrunken", equalTo(false))
        .body("entries.delisted", equalTo(16));
  }

  @Test
  void shortListsAreAcceptedByThoseWhoMay() {
    String payload = fetch("2026-03-01T00:00:00Z", A).extract().path("id");
    String path = "/v1/payloads/" + payload + "/acceptance";
    Map<String, String> body = Map.of("reason", "x");
    As.nobody().contentType("application/json").body(body).post(path).then().statusCode(401);
    As.role(Role.ABUSE_ANALYST)
        .contentType("application/json")
        .body(body)
        .post(path)
        .then()
        .statusCode(403);
    As.role(Role.DATA_OPERATOR)
        .contentType("application/json")
        .body(Map.of("reason", " "))
        .post(path)
        .then()
        .statusCode(422);
    accept(payload).statusCode(409);
    accept("00000000-0000-7000-8000-000000000000").statusCode(404);
    As.role(Role.FINANCE).get(path).then().statusCode(403);
  }

  @Test
  void isForThoseWhoMay() {
    As.nobody().get("/v1/listings").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/listings").then().statusCode(403);
    As.role(Role.ABUSE_ANALYST).get("/v1/listings?listedBy=x").then().statusCode(400);
  }
}

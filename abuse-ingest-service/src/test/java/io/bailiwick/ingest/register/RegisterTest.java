package io.bailiwick.ingest.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
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
import io.bailiwick.ingest.registration.DepositFixture;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class RegisterTest {

  @BeforeEach
  void registry() {
    Slate.clean();
    TestClock.set(Instant.parse("2026-04-15T00:00:00Z"));
    Operate.deposit(
            DepositFixture.full("F1", "2026-03-02T00:00:00Z")
                .registrars("r1,One,90001,ok\nr2,Two,90002,ok\n")
                .domains(
                    """
                    a.org,A,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    b.org,B,r1,r1,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    c.org,C,r2,r2,2020-02-01T00:00:00Z,2027-02-01T00:00:00Z,
                    """))
        .statusCode(201);
  }

  private static void secondOfMarch() {
    Operate.deposit(
            DepositFixture.diff("D1", "F1", "2026-03-03T00:00:00Z")
                .domains(
                    """
                    n.org,N,r1,r1,2026-03-02T10:00:00Z,2027-03-02T10:00:00Z,
                    b.org,B,r2,r1,2020-02-01T00:00:00Z,2028-02-01T00:00:00Z,2026-03-02T12:00:00Z
                    """)
                .deletes("c.org\n"))
        .statusCode(201);
  }

  private static ValidatableResponse events(String lines) {
    return As.role(Role.DATA_OPERATOR)
        .contentType("application/x-ndjson")
        .body(lines.getBytes(UTF_8))
        .post("/v1/register-events")
        .then();
  }

  private static ValidatableResponse facts() {
    return As.role(Role.ABUSE_ANALYST).get("/v1/registration-events").then().statusCode(200);
  }

  private static final String STREAM =
      """
      {"id":"1","type":"CREATE","name":"n.org","roid":"N","registrar":90001,"occurredAt":"2026-03-02T10:00:00Z","years":1}
      {"id":"2","type":"TRANSFER","name":"b.org","roid":"B","registrar":90002,"otherRegistrar":90001,"occurredAt":"2026-03-02T12:00:00Z"}
      {"id":"3","type":"CREATE","name":"t.org","roid":"T","registrar":90001,"occurredAt":"2026-03-02T13:00:00Z","years":1}
      {"id":"4","type":"DELETE","name":"t.org","roid":"T","registrar":90001,"occurredAt":"2026-03-02T14:00:00Z"}
      """;

  @Test
  void everyRowIsAccountedForAndComesInOnce() {
    String body =
        STREAM
            + """
            {"id":"1","type":"CREATE","name":"n.org","roid":"N","registrar":90001,"occurredAt":"2026-03-02T10:00:00Z","years":1}
            {"id":"5","type":"CREATE","name":"n.com","roid":"X","registrar":90001,"occurredAt":"2026-03-02T10:00:00Z"}
            {"id":"6","type":"CREATE","name":"m.org","roid":"M","registrar":77777,"occurredAt":"2026-03-02T10:00:00Z"}
            {"id":"7","type":"CREATE","name":"m.org","roid":"M","registrar":90001,"occurredAt":"2026-05-02T10:00:00Z"}
            {"id":"8","type":"BIRTH","name":"m.org","roid":"M","registrar":90001,"occurredAt":"2026-03-02T10:00:00Z"}
            {"id":"9","type":"TRANSFER","name":"m.org","roid":"M","registrar":90001,"occurredAt":"2026-03-02T10:00:00Z"}
            nothing
            """;
    String id =
        events(body)
            .statusCode(201)
            .header("Location", containsString("/v1/register-batches/"))
            .body("rows.read", equalTo(11))
            .body("rows.accepted", equalTo(4))
            .body("rows.duplicates", equalTo(1))
            .body("rows.rejected", equalTo(6))
            .body("rows.rejectedByReason.OUT_OF_ZONE", equalTo(1))
            .body("rows.rejectedByReason.UNKNOWN_REGISTRAR", equalTo(1))
            .body("rows.rejectedByReason.FUTURE_TIME", equalTo(1))
            .body("rows.rejectedByReason.MISSING_VALUE", equalTo(1))
            .body("rows.rejectedByReason.MALFORMED_ROW", equalTo(2))
            .extract()
            .path("id");
    events(body).statusCode(200).body("id", equalTo(id));
    events(STREAM)
        .statusCode(201)
        .body("rows.accepted", equalTo(0))
        .body("rows.duplicates", equalTo(4));
    As.role(Role.AUDITOR)
        .get("/v1/register-batches/" + id + "/rejections")
        .then()
        .statusCode(200)
        .body("items.line", contains(6, 7, 8, 9, 10, 11))
        .body("items[5].raw", equalTo("nothing"));
    // A delete on the day of the creation is one within the grace period.
    facts()
        .body("items.type", contains("CREATE", "TRANSFER", "CREATE", "AGP_DELETE"))
        .body("items.name", contains("n.org", "b.org", "t.org", "t.org"))
        .body("items[1].otherRegistrar", equalTo(90001))
        .body("items[0].years", equalTo(1));
  }

  @Test
  void premiumAndPriceAreKeptExactlyAndWhatIsNotSaidIsNotKnown() {
    events(
            """
            {"id":"1","type":"CREATE","name":"n.org","roid":"N","registrar":90001,"occurredAt":"2026-03-02T10:00:00Z","years":1,"premium":false,"price":9.93,"currency":"USD"}
            {"id":"2","type":"CREATE","name":"p.org","roid":"P","registrar":90001,"occurredAt":"2026-03-02T11:00:00Z","years":2,"premium":"true","price":"1250.10","currency":"EUR"}
            {"id":"3","type":"CREATE","name":"u.org","roid":"U","registrar":90001,"occurredAt":"2026-03-02T12:00:00Z","years":1}
            {"id":"4","type":"CREATE","name":"v.org","roid":"V","registrar":90001,"occurredAt":"2026-03-02T13:00:00Z","price":9.93}
            {"id":"5","type":"CREATE","name":"w.org","roid":"W","registrar":90001,"occurredAt":"2026-03-02T13:00:00Z","price":9.93,"currency":"QQQ"}
            {"id":"6","type":"CREATE","name":"x.org","roid":"X","registrar":90001,"occurredAt":"2026-03-02T13:00:00Z","price":-1,"currency":"USD"}
            {"id":"7","type":"CREATE","name":"y.org","roid":"Y","registrar":90001,"occurredAt":"2026-03-02T13:00:00Z","currency":"USD"}
            {"id":"8","type":"CREATE","name":"z.org","roid":"Z","registrar":90001,"occurredAt":"2026-03-02T13:00:00Z","premium":"maybe"}
            """)
        .statusCode(201)
        .body("rows.accepted", equalTo(3))
        .body("rows.rejectedByReason.MISSING_VALUE", equalTo(2))
        .body("rows.rejectedByReason.MALFORMED_ROW", equalTo(3));
    facts()
        .body("items.name", contains("n.org", "p.org", "u.org"))
        .body("items.premium", contains(false, true, null))
        .body("items[0].price.amount.toString()", equalTo("9.93"))
        .body("items[0].price.currency", equalTo("USD"))
        .body("items[1].price.currency", equalTo("EUR"))
        .body("items[2].price", nullValue());
    As.role(Role.AUDITOR)
        .accept("text/csv")
        .get("/v1/registration-events")
        .then()
        .body(containsString("premium,price,recordedAt"))
        .body(containsString("1250.10"));
  }

  /** By the day in UTC, page by page; a day at whose end nothing was created has no row. */
  @Test
  void countsTheCreatesOfEachRegistrarAndDay() {
    events(
            """
            {"id":"1","type":"CREATE","name":"n.org","roid":"N","registrar":90001,"occurredAt":"2026-03-02T23:59:59Z","years":1}
            {"id":"2","type":"CREATE","name":"m.org","roid":"M","registrar":90002,"occurredAt":"2026-03-03T00:00:00Z","years":1}
            {"id":"3","type":"CREATE","name":"o.org","roid":"O","registrar":90001,"occurredAt":"2026-03-03T09:00:00Z","years":1}
            {"id":"4","type":"CREATE","name":"p.org","roid":"P","registrar":90001,"occurredAt":"2026-03-03T10:00:00Z","years":1}
            {"id":"5","type":"AGP_DELETE","name":"p.org","roid":"P","registrar":90001,"occurredAt":"2026-03-03T11:00:00Z"}
            {"id":"6","type":"CREATE","name":"q.org","roid":"Q","registrar":90001,"occurredAt":"2026-03-05T00:00:00Z","years":1}
            """)
        .statusCode(201);
    String creates = "/v1/registration-events/creates?from=2026-03-02&until=2026-03-05";
    As.role(Role.SERVICE)
        .get(creates)
        .then()
        .statusCode(200)
        .body("items.day", contains("2026-03-02", "2026-03-03", "2026-03-03"))
        .body("items.registrar", contains(90001, 90001, 90002))
        .body("items.creates", contains(1, 2, 1));
    String next = As.role(Role.SERVICE).get(creates + "&limit=2").then().extract().path("next");
    As.role(Role.SERVICE)
        .queryParam("after", next)
        .get(creates)
        .then()
        .body("items.registrar", contains(90002));
    As.role(Role.SERVICE)
        .get("/v1/registration-events/creates?from=2026-03-05&until=2026-03-05")
        .then()
        .statusCode(422);
    As.role(Role.SERVICE)
        .get("/v1/registration-events/creates?from=2026-03-05")
        .then()
        .statusCode(422);
    As.nobody().get(creates).then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get(creates).then().statusCode(403);
  }

  @Test
  void aDepositThatShowsTheSameFactDoesNotMakeItTwice() {
    events(STREAM).statusCode(201);
    secondOfMarch();
    // Of what the deposit shows only the end of c.org is new.
    facts().body("items.type", contains("CREATE", "TRANSFER", "CREATE", "AGP_DELETE", "DELETE"));
    ValidatableResponse day = reconciliation("2026-03-02").body("agrees", equalTo(false));
    day.body("zones[0].from", equalTo("2026-03-02T00:00:00Z"))
        .body("zones[0].until", equalTo("2026-03-03T00:00:00Z"))
        .body("zones[0].counts.type", contains("CREATE", "DELETE", "TRANSFER"))
        .body("zones[0].counts.streamed", contains(2, 1, 1))
        .body("zones[0].counts.shown", contains(1, 1, 1))
        .body(
            "zones[0].differences.collect{it.side + ' ' + it.type + ' ' + it.name}",
            contains(
                "STREAMED_ONLY CREATE t.org",
                "SHOWN_ONLY DELETE c.org",
                "STREAMED_ONLY DELETE t.org"));
  }

  @Test
  void anEventThatADepositHasShownIsNoSecondFact() {
    secondOfMarch();
    facts().body("items.type", hasSize(3));
    events(STREAM).statusCode(201).body("rows.accepted", equalTo(4));
    // Only the name that came and went between two deposits is new.
    facts().body("items", hasSize(5)).body("items[3].name", equalTo("t.org"));
    reconciliation("2026-03-02").body("zones[0].differences", hasSize(3));
    // No deposit shows the 3rd, and the first one makes no events.
    reconciliation("2026-03-03").body("agrees", equalTo(false)).body("zones[0].from", nullValue());
    reconciliation("2026-03-01").body("zones[0].from", nullValue());
  }

  private static ValidatableResponse reconciliation(String day) {
    return As.role(Role.SERVICE)
        .get("/v1/register-events/reconciliation?day=" + day)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse measurements(String type, String body) {
    return As.role(Role.DATA_OPERATOR)
        .contentType(type)
        .body(body.getBytes(UTF_8))
        .post("/v1/measurements")
        .then();
  }

  private static ValidatableResponse portfolio() {
    return As.role(Role.SERVICE).get("/v1/portfolios?month=2026-03").then().statusCode(200);
  }

  @Test
  void measurementsBecomeSharesOfWhatIsKnown() {
    secondOfMarch();
    portfolio()
        .body("registrars.usage", contains(null, null))
        .body("registrars[0].mx", nullValue());
    measurements(
            "text/csv",
            """
            name,measuredAt,method,usage,tls,dnssec,mx
            a.org,2026-03-05T00:00:00Z,crawler,PARKED,VALID,INSECURE,WORKING
            a.org,2026-03-20T00:00:00Z,crawler,RESOLVING_CONTENT,,INSECURE,PRESENT
            n.org,2026-03-05T00:00:00Z,crawler,UNKNOWN,INVALID,SECURE,NONE
            b.org,2026-03-02T11:00:00Z,crawler,ERROR,,,
            gone.org,2026-03-05T00:00:00Z,crawler,ERROR,,,
            a.org,2026-03-05T00:00:00Z,crawler,ERROR,,,
            a.org,2026-02-05T00:00:00Z,crawler,FOR_SALE,NONE,,
            a.org,2026-03-05T00:00:00Z,,ERROR,,,
            """)
        .statusCode(201)
        .body("kind", equalTo("MEASUREMENTS"))
        .body("rows.read", equalTo(8))
        .body("rows.accepted", equalTo(6))
        .body("rows.duplicates", equalTo(1))
        .body("rows.rejected", equalTo(1));
    portfolio()
        .body("registrars.registrar", contains(90001, 90002))
        // a.org by its newest; n.org is not known; b.org was still with the first registrar.
        .body("registrars[0].usage.known", equalTo(2))
        .body("registrars[0].usage.positive", equalTo(1))
        .body("registrars[0].usage.byClass.RESOLVING_CONTENT", equalTo(1))
        .body("registrars[0].usage.byClass.ERROR", equalTo(1))
        // The newest of a.org does not know, so the one before it speaks.
        .body("registrars[0].tls.known", equalTo(2))
        .body("registrars[0].tls.positive", equalTo(1))
        .body("registrars[0].dnssec.positive", equalTo(1))
        .body("registrars[0].mx.known", equalTo(2))
        .body("registrars[0].mx.positive", equalTo(1))
        .body("registrars[1].usage", nullValue())
        .body("registrars[1].tls", nullValue());
    measurements(
            "application/x-ndjson",
            "{\"name\":\"b.org\",\"measuredAt\":\"2026-03-25T00:00:00Z\",\"method\":\"x\",\"usage\":\"RESOLVING_CONTENT\"}\n")
        .statusCode(201);
    portfolio()
        .body("registrars[0].usage.known", equalTo(1))
        .body("registrars[1].usage.positive", equalTo(1));
  }

  @Test
  void whatWasKnownAtAnInstantIsTheNewestThatKnows() {
    measurements(
            "text/csv",
            """
            name,measuredAt,method,usage,tls,dnssec,mx
            mail.org,2026-03-05T00:00:00Z,crawler,PARKED,VALID,,WORKING
            mail.org,2026-03-08T00:00:00Z,crawler,,,,UNKNOWN
            mail.org,2026-03-11T00:00:00Z,crawler,,,,NONE
            none.org,2026-03-05T00:00:00Z,crawler,,,,NONE
            """)
        .statusCode(201);
    As.role(Role.SERVICE)
        .get("/v1/measurements?name=mail.org&name=none.org&name=never.org&at=2026-03-10T00:00:00Z")
        .then()
        .statusCode(200)
        .body("name", contains("mail.org", "none.org", "never.org"))
        .body("mx", contains("WORKING", "NONE", "UNKNOWN"))
        .body("usage", contains("PARKED", "UNKNOWN", "UNKNOWN"));
    // Nothing is known from what came later, and what is too old does not count.
    As.role(Role.SERVICE)
        .get("/v1/measurements?name=mail.org&at=2026-03-04T00:00:00Z")
        .then()
        .body("mx", contains("UNKNOWN"));
    As.role(Role.SERVICE)
        .get("/v1/measurements?name=mail.org&at=2026-03-10T00:00:00Z&since=2026-03-06T00:00:00Z")
        .then()
        .body("mx", contains("UNKNOWN"));
    As.role(Role.SERVICE).get("/v1/measurements?name=mail.org").then().statusCode(422);
    As.role(Role.SERVICE).get("/v1/measurements?at=2026-03-10T00:00:00Z").then().statusCode(422);
    As.nobody().get("/v1/measurements?name=a.org").then().statusCode(401);
    As.role(Role.FINANCE).get("/v1/measurements?name=a.org").then().statusCode(403);
  }

  @Test
  void portfoliosAreStreamedToo() {
    As.role(Role.SERVICE)
        .accept("text/csv")
        .get("/v1/portfolios?month=2026-03")
        .then()
        .statusCode(200)
        .body(containsString("registrar,name,dumSum"))
        .body(containsString("\r\n90001,One,2,"));
    As.role(Role.SERVICE)
        .accept("application/x-ndjson")
        .get("/v1/portfolios?month=2026-03")
        .then()
        .statusCode(200)
        .body(containsString("{\"registrar\":90001,\"name\":\"One\",\"dumSum\":2,"));
  }

  @Test
  void areForThoseWhoMay() {
    String some = "/v1/register-batches/00000000-0000-7000-8000-000000000000";
    As.role(Role.AUDITOR).get(some).then().statusCode(404);
    As.role(Role.AUDITOR).get(some + "/rejections").then().statusCode(404);
    for (String path :
        new String[] {
          "/v1/register-batches", some, "/v1/register-events/reconciliation?day=2026-03-02"
        }) {
      As.nobody().get(path).then().statusCode(401);
      As.role(Role.FINANCE).get(path).then().statusCode(403);
      As.registrar(90001, Role.REGISTRAR_ADMIN).get(path).then().statusCode(403);
    }
    As.role(Role.AUDITOR).get("/v1/register-batches?kind=EVENTS").then().statusCode(200);
    As.role(Role.AUDITOR).get("/v1/register-events/reconciliation").then().statusCode(422);
    As.role(Role.AUDITOR).get("/v1/register-events/reconciliation?day=x").then().statusCode(400);
    for (String path : new String[] {"/v1/register-events", "/v1/measurements"}) {
      As.role(Role.ABUSE_ANALYST)
          .contentType("application/x-ndjson")
          .body("{}".getBytes(UTF_8))
          .post(path)
          .then()
          .statusCode(403);
      As.role(Role.DATA_OPERATOR)
          .contentType("text/csv")
          .body("something,else\n1,2\n")
          .post(path)
          .then()
          .statusCode(422);
    }
  }
}

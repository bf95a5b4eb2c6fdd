package io.bailiwick.aip.restriction;

import static io.bailiwick.aip.Programme.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.enforcement.CommandAnswer;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.enforcement.EppResult;
import io.bailiwick.enforcement.SpecialCase;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The short way answers what the resource answers. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class CommandDecisionRouteTest {
  private static final String PATH = "/v1/command-decisions";

  /** The short way does not take a request that weighs what it accepts; the resource does. */
  private static final String[] LONG_WAY = {"Accept", "application/json;q=0.9"};

  @TestHTTPResource URI service;
  @Inject MeterRegistry meters;
  @Inject Sql sql;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String token;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    TestClock.set(START);
    token = token(Role.SRS, 300);
    // Seen once, so that it is remembered.
    assertThat(post(token, "{}").statusCode()).isEqualTo(422);
  }

  private static String token(Role role, long seconds) {
    return token(List.of(role.code()), seconds);
  }

  private static String token(List<String> roles, long seconds) {
    return Jwt.claims()
        .issuer("https://identity.test")
        .subject("the-srs")
        .audience("bailiwick")
        .claim("roles", roles)
        .expiresIn(seconds)
        .sign();
  }

  private HttpResponse<String> post(String bearer, String body, String... headers)
      throws IOException, InterruptedException {
    return send(bearer, BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<String> send(String bearer, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(PATH))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private double answeredTheShortWay() {
    return meters.get("bailiwick.command.decisions.plain").functionCounter().count();
  }

  private static String question(int registrar, String command) {
    return "{\"registrar\":%d,\"command\":\"%s\",\"name\":\"new.org\"}"
        .formatted(registrar, command);
  }

  private long requestsCounted() {
    return meters.get("http.server.requests").tags("uri", PATH, "status", "200").timer().count();
  }

  private static Map<String, List<String>> headers(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.remove("date");
    // A number of its own for each.
    headers.remove("trace-id");
    return headers;
  }

  private void assertSame(String body) throws IOException, InterruptedException {
    HttpResponse<String> brief = post(token, body);
    HttpResponse<String> thorough = post(token, body, LONG_WAY);
    assertThat(brief.statusCode()).as(body).isEqualTo(thorough.statusCode());
    assertThat(brief.body()).as(body).isEqualTo(thorough.body());
    assertThat(headers(brief)).as(body).isEqualTo(headers(thorough));
  }

  @Test
  void answersPlainQuestionsTheShortWayInTheSameWords() throws IOException, InterruptedException {
    int limited = registrar();
    String order = order(limited, 14);
    double before = answeredTheShortWay();
    HttpResponse<String> permit = post(token, question(registrar(), "domain:create"));
    assertThat(permit.statusCode()).isEqualTo(200);
    assertThat(permit.body()).isEqualTo("{\"allowed\":true,\"eppCode\":1000,\"warnings\":[]}");
    assertThat(permit.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(permit.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    HttpResponse<String> refusal = post(token, question(limited, "domain:create"));
    assertThat(refusal.statusCode()).isEqualTo(200);
    assertThat(refusal.body())
        .startsWith(
            "{\"allowed\":false,\"eppCode\":2308,\"reason\":\"New registrations are limited until 7 April 2026 00:00 UTC (case ")
        .contains("\"orderId\":\"" + order + "\"");
    assertThat(answeredTheShortWay()).isEqualTo(before + 2);
    long counted = requestsCounted();
    assertSame(question(limited, "domain:create"));
    assertThat(answeredTheShortWay()).isEqualTo(before + 3);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(requestsCounted()).isEqualTo(counted + 2));
  }

  @Test
  void leavesToTheResourceWhoIsMoreThanTheEppSystem() throws IOException, InterruptedException {
    String both = token(List.of(Role.SRS.code(), Role.REGISTRAR_ADMIN.code()), 300);
    String good = question(registrar(), "domain:create");
    double before = answeredTheShortWay();
    for (int round = 0; round < 3; round++) {
      assertThat(post(both, good).statusCode()).isEqualTo(200);
    }
    assertThat(answeredTheShortWay()).isEqualTo(before);
  }

  @Test
  void answersTheSameToQuestionsOfAllKindsRightAndWrong() throws IOException, InterruptedException {
    List<Integer> registrars = new ArrayList<>(List.of(registrar(), registrar()));
    var unused = order(registrars.getFirst(), 14);
    TestClock.set(START);
    int capped = registrar();
    Map<String, Object> limit = limit(14);
    limit.put("mode", "DAILY_CAP");
    limit.put("creates", 20);
    limit.put("tlds", List.of("org"));
    String proposal = propose(answeredCase(capped), limit).statusCode(201).extract().path("id");
    decide(decider(), proposal, "APPROVED").statusCode(201);
    registrars.add(capped);
    GeneratedQuestions questions = new GeneratedQuestions(new Random(20261122), registrars);
    double before = answeredTheShortWay();
    for (String body : GeneratedQuestions.PICKED) {
      assertSame(body);
    }
    int generated = 600;
    for (int i = 0; i < generated; i++) {
      assertSame(questions.next());
    }
    // A good part of them is well formed and plain.
    assertThat(answeredTheShortWay() - before).isBetween(generated / 5.0, generated * 4.0 / 5);
  }

  @Test
  void leavesToTheResourceWhatIsNoPlainRequest() throws IOException, InterruptedException {
    String good = question(registrar(), "domain:create");
    double before = answeredTheShortWay();
    assertThat(post(token, good, "Accept", "text/csv").statusCode()).isEqualTo(406);
    assertThat(post(token, good, "Accept", "text/html, */*;q=0.1").statusCode()).isEqualTo(200);
    assertThat(send(token, BodyPublishers.ofInputStream(() -> stream(good))).statusCode())
        .isEqualTo(200);
    String longer = " ".repeat(5000) + good;
    assertThat(post(token, longer).statusCode()).isEqualTo(200);
    assertThat(
            http.send(
                    HttpRequest.newBuilder(service.resolve(PATH))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(good))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(415);
    assertThat(
            http.send(
                    HttpRequest.newBuilder(service.resolve(PATH))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
    assertThat(
            http.send(
                    HttpRequest.newBuilder(service.resolve(PATH + "?name=new.org"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(good))
                        .build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
    assertThat(answeredTheShortWay()).isEqualTo(before);
  }

  private static java.io.InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void refusesTokensThatAreForgedOrOfSomebodyElse() throws Exception {
    String good = question(registrar(), "domain:create");
    assertThat(post(token, good).statusCode()).isEqualTo(200);
    double before = answeredTheShortWay();
    String header = token.substring(0, token.indexOf('.'));
    String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    String signature = token.substring(token.lastIndexOf('.') + 1);
    String another = token(Role.SRS, 299);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String otherKey =
        Jwt.claims()
            .issuer("https://identity.test")
            .subject("the-srs")
            .audience("bailiwick")
            .claim("roles", List.of(Role.SRS.code()))
            .expiresIn(300)
            .sign(generator.generateKeyPair().getPrivate());
    String otherAudience =
        Jwt.claims()
            .issuer("https://identity.test")
            .subject("the-srs")
            .audience("somebody")
            .claim("roles", List.of(Role.SRS.code()))
            .expiresIn(300)
            .sign();
    List<String> bad =
        List.of(
            header + "." + payload + "." + signature.substring(0, signature.length() - 4) + "AAAA",
            header + "." + payload + ".",
            header + "." + another.split("\\.", -1)[1] + "." + signature,
            "eyJhbGciOiJub25lIn0." + payload + ".",
            otherKey,
            otherAudience,
            token(Role.SRS, -60),
            "",
            "x");
    for (int round = 0; round < 2; round++) {
      for (String forged : bad) {
        HttpResponse<String> answer = post(forged, good);
        assertThat(answer.statusCode()).as(forged).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
      }
    }
    for (Role role : Role.values()) {
      if (role != Role.SRS) {
        String others = token(role, 300);
        for (int round = 0; round < 2; round++) {
          assertThat(post(others, good).statusCode()).as(role.code()).isEqualTo(403);
        }
      }
    }
    assertThat(answeredTheShortWay()).isEqualTo(before);
  }

  @Test
  void takesATokenToTheSecondOfItsExpiry() throws IOException, InterruptedException {
    String good = question(registrar(), "domain:create");
    String brief = token(Role.SRS, 3);
    String claims =
        new String(java.util.Base64.getUrlDecoder().decode(brief.split("\\.", -1)[1]), UTF_8);
    Instant expiry =
        Instant.ofEpochSecond(Long.parseLong(claims.replaceAll(".*\"exp\":(\\d+).*", "$1")));
    assertThat(post(brief, "{}").statusCode()).isEqualTo(422);
    double before = answeredTheShortWay();
    int accepted = 0;
    while (true) {
      Instant asked = Instant.now();
      double until = answeredTheShortWay();
      if (post(brief, good).statusCode() == 401) {
        assertThat(Instant.now()).isAfterOrEqualTo(expiry);
        break;
      }
      accepted++;
      // Never the short way when it is over; the thorough one decides about the second itself.
      assertThat(asked.isBefore(expiry) || answeredTheShortWay() == until).isTrue();
      assertThat(asked).isBefore(expiry.plusMillis(1500));
    }
    assertThat(accepted).isPositive();
    assertThat(answeredTheShortWay()).isGreaterThan(before);
    assertThat(post(brief, good).statusCode()).isEqualTo(401);
  }

  @Test
  void followsAnOrderWithTheNextQuestionAndRecordsARefusalOnce()
      throws IOException, InterruptedException {
    int registrar = registrar();
    String create = question(registrar, "domain:create");
    double before = answeredTheShortWay();
    assertThat(post(token, create).body()).startsWith("{\"allowed\":true,");
    String order = order(registrar, 14);
    assertThat(post(token, create).body()).startsWith("{\"allowed\":false,");
    assertThat(post(token, question(registrar, "domain:renew")).body())
        .startsWith("{\"allowed\":true,");
    decider()
        .body(Map.of("reason", "The campaign was stopped."))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(200);
    assertThat(post(token, create).body()).startsWith("{\"allowed\":true,");
    assertThat(answeredTheShortWay()).isEqualTo(before + 4);
    of(registrar)
        .get("/v1/command-refusals")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].command", is("domain:create"))
        .body("items[0].name", is("new.org"))
        .body("items[0].orderId", is(order))
        .body("items[0].askedBy", is("the-srs"));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                of(registrar)
                    .get("/v1/command-counts")
                    .then()
                    .body("items.allowed.sum()", is(3))
                    .body("items.warned.sum()", is(0)));
  }

  @Test
  void givesNoRefusalThatCannotBeWritten() throws Exception {
    int registrar = registrar();
    var unused = order(registrar, 14);
    String create = question(registrar, "domain:create");
    var config = ConfigProvider.getConfig();
    try (Connection owner =
            DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("LOCK TABLE command_refusal IN EXCLUSIVE MODE");
      HttpResponse<String> brief = post(token, create);
      HttpResponse<String> thorough = post(token, create, LONG_WAY);
      owner.rollback();
      assertThat(brief.statusCode()).isEqualTo(503);
      assertThat(brief.headers().firstValue("Retry-After")).contains("1");
      assertThat(brief.body())
          .contains("urn:bailiwick:problem:peer-away")
          .isEqualTo(thorough.body());
      assertThat(headers(brief)).isEqualTo(headers(thorough));
    }
    assertThat(post(token, create).body()).startsWith("{\"allowed\":false,");
  }

  @Test
  void losesNoCountWhenItIsStoppedInOrder() {
    int registrar = registrar();
    DecisionLog log = new DecisionLog(sql);
    CommandRequest create = CommandRequest.of(registrar, EppCommand.DOMAIN_CREATE, "new.org");
    OrdersInForce.Decided decided =
        new OrdersInForce.Decided(
            new CommandAnswer(EppResult.COMPLETED, null, null, Set.of()), 1, START);
    for (int i = 0; i < 1000; i++) {
      log.allowed(create, decided);
    }
    log.stop(null);
    assertThat(sql.number("SELECT sum(allowed) FROM command_count WHERE registrar = ?", registrar))
        .isEqualTo(1000);
  }

  /** What is plain is understood in full. */
  @Test
  void readsEveryMember() {
    assertThat(
            PlainQuestion.read(
                """
                { "specialCases" : ["PREMIUM", "VARIANT"], "name": "b\\u00fccher.org", "createsToday": 49,
                  "createsInWindow": 9223372036854775807, "customerVerified": false,
                  "command": "domain:create", "registrar": 99999999 }
                """
                    .getBytes(UTF_8)))
        .contains(
            new CommandRequest(
                99_999_999,
                EppCommand.DOMAIN_CREATE,
                "bücher.org",
                49L,
                Long.MAX_VALUE,
                false,
                Set.of(SpecialCase.PREMIUM, SpecialCase.VARIANT)));
    assertThat(
            PlainQuestion.read(
                """
                {"registrar":1,"command":"poll:ack","name":null,"createsToday":null,"createsInWindow":null,
                 "customerVerified":null,"specialCases":null}
                """
                    .getBytes(UTF_8)))
        .contains(CommandRequest.of(1, EppCommand.POLL_ACKNOWLEDGE, null));
  }
}

package io.bailiwick.aip.restriction;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.bailiwick.aip.Programme.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWKSet;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.EnforcementPoint;
import io.bailiwick.enforcement.EnforcementPoint.Taken;
import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.enforcement.OrderList;
import io.bailiwick.enforcement.OrderTerms;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class SignedListTest {
  @ConfigProperty(name = "bailiwick.test.peers-port")
  int peersPort;

  @BeforeEach
  void start() {
    TestClock.set(START);
  }

  private static Response list() {
    return srs().get("/v1/restriction-orders/signed");
  }

  private static OrderList read(String signed) throws Exception {
    return OrderList.parse(
        JWSObject.parse(signed).getPayload().toString(),
        detail -> {
          throw new AssertionError(detail);
        });
  }

  private static List<String> ids(OrderList list) {
    return list.orders().stream().map(OrderTerms::orderId).map(UUID::toString).toList();
  }

  @Test
  void hasEveryOrderUntilItIsLiftedAndGrowsInNumber() throws Exception {
    long before = read(list().asString()).serial();
    int registrar = registrar();
    String order = order(registrar, 14);
    Response answer = list();
    answer.then().statusCode(200).contentType("application/jose");
    OrderList with = read(answer.asString());
    assertThat(ids(with)).contains(order);
    assertThat(with.serial()).isGreaterThan(before);
    assertThat(with.issuer()).isEqualTo("bailiwick");
    assertThat(Duration.between(with.issuedAt(), with.validUntil()))
        .isEqualTo(Duration.ofHours(24));
    OrderTerms terms =
        with.orders().stream()
            .filter(one -> one.orderId().toString().equals(order))
            .findFirst()
            .orElseThrow();
    assertThat(terms.registrars()).containsExactly(registrar);
    assertThat(terms.endsAt())
        .isBetween(Instant.parse("2026-04-07T00:00:00Z"), Instant.parse("2026-04-07T00:05:00Z"));
    decider()
        .body(Map.of("reason", "The campaign was stopped."))
        .post("/v1/restriction-orders/{id}/lift", order)
        .then()
        .statusCode(200);
    OrderList without = read(list().asString());
    assertThat(ids(without)).doesNotContain(order);
    assertThat(without.serial()).isGreaterThan(with.serial());
  }

  @Test
  void isNotSentAgainUntilItChanges() {
    String tag = list().header("ETag");
    srs()
        .header("If-None-Match", tag)
        .get("/v1/restriction-orders/signed")
        .then()
        .statusCode(304)
        .header("ETag", is(tag));
    String order = order(registrar(), 14);
    assertThat(order).isNotNull();
    srs()
        .header("If-None-Match", "\"1\", " + tag)
        .get("/v1/restriction-orders/signed")
        .then()
        .statusCode(200)
        .header("ETag", not(is(tag)));
  }

  @Test
  void isIssuedAnewWhenHalfOfItsTimeIsOver() throws Exception {
    // A time of its own, behind every other list.
    TestClock.set(Instant.parse("2031-05-05T00:00:00Z"));
    long first = read(list().asString()).serial();
    TestClock.set(Instant.parse("2031-05-05T11:50:00Z"));
    assertThat(read(list().asString()).serial()).isEqualTo(first);
    TestClock.set(Instant.parse("2031-05-05T12:10:00Z"));
    OrderList second = read(list().asString());
    assertThat(second.serial()).isGreaterThan(first);
    assertThat(second.issuedAt()).isAfterOrEqualTo(Instant.parse("2031-05-05T12:10:00Z"));
    TestClock.set(START);
    // The clock was set back: a list from the future is no use to anybody.
    assertThat(read(list().asString()).issuedAt()).isBefore(Instant.parse("2026-03-03T00:00:00Z"));
  }

  @Test
  void isSignedByAPublishedKeyInOneSpelling() throws Exception {
    String keys = As.nobody().get("/v1/signing-keys").then().statusCode(200).extract().asString();
    assertThat(keys).doesNotContain("\"d\"");
    JWSObject object = JWSObject.parse(list().asString());
    assertThat(
            object.verify(
                new com.nimbusds.jose.crypto.ECDSAVerifier(
                    JWKSet.parse(keys).getKeyByKeyId(object.getHeader().getKeyID()).toECKey())))
        .isTrue();
    String payload = object.getPayload().toString();
    assertThat(CanonicalJson.text(CanonicalJson.tree(payload))).isEqualTo(payload);
  }

  @Test
  void isForTheEppSystemOnly() {
    As.nobody().get("/v1/restriction-orders/signed").then().statusCode(401);
    of(registrar()).get("/v1/restriction-orders/signed").then().statusCode(403);
    officer().get("/v1/restriction-orders/signed").then().statusCode(403);
  }

  /** From the decision to the first create refused: the webhook carries the list. */
  @Test
  void reachesAnEnforcementPointByWebhookAtOnce() throws Exception {
    String path = "/srs-" + System.nanoTime();
    SuiteResource.peers().register(post(urlEqualTo(path)).willReturn(aResponse()));
    String webhook =
        As.role(Role.OPERATOR)
            .contentType("application/json")
            .body(
                Map.of(
                    "url",
                    "http://127.0.0.1:" + peersPort + path,
                    "eventTypes",
                    List.of("restriction-list.issued")))
            .post("/v1/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .path("webhook.id");
    JWKSet keys = JWKSet.parse(As.nobody().get("/v1/signing-keys").asString());
    int registrar = registrar();
    String order = order(registrar, 14);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> !SuiteResource.peers().find(postRequestedFor(urlEqualTo(path))).isEmpty());
    String body =
        SuiteResource.peers().find(postRequestedFor(urlEqualTo(path))).getLast().getBodyAsString();
    EnforcementPoint.Settings settings =
        new EnforcementPoint.Settings(
            URI.create("http://127.0.0.1:1"),
            "bailiwick",
            () -> "",
            Duration.ofHours(1),
            null,
            keys);
    try (EnforcementPoint point = EnforcementPoint.start(settings, (alarm, detail) -> {})) {
      assertThat(point.takeWebhook(body)).isEqualTo(Taken.NEW);
      OrderList held = point.held();
      assertThat(held).isNotNull();
      // By the clock of the service, which a test has moved.
      assertThat(
              held.decide(
                      CommandRequest.of(registrar, EppCommand.DOMAIN_CREATE, "new.org"),
                      RESPONSE_OVER.plusSeconds(60))
                  .order())
          .isNotNull()
          .extracting(terms -> terms.orderId().toString())
          .isEqualTo(order);
    }
    As.role(Role.OPERATOR).delete("/v1/webhooks/{id}", webhook).then().statusCode(204);
  }

  @Test
  void writesARefusalDownBeforeItAnswersAndCountsWhatItAllows() {
    int registrar = registrar();
    int other = registrar();
    String order = order(registrar, 14);
    ask(registrar, "domain:create").body("allowed", is(false));
    of(registrar)
        .get("/v1/command-refusals")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].registrar", is(registrar))
        .body("items[0].command", is("domain:create"))
        .body("items[0].orderId", is(order))
        .body("items[0].askedBy", is("srs"));
    of(other).get("/v1/command-refusals").then().body("items", hasSize(0));
    of(other)
        .queryParam("registrar", registrar)
        .get("/v1/command-refusals")
        .then()
        .body("items", hasSize(0));
    for (int i = 0; i < 3; i++) {
      ask(registrar, "domain:renew").body("allowed", is(true));
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                of(registrar)
                    .get("/v1/command-counts")
                    .then()
                    .statusCode(200)
                    .body("items.allowed.sum()", is(3))
                    .body("items.warned.sum()", is(0)));
    srs()
        .queryParam("limit", 1)
        .get("/v1/command-counts")
        .then()
        .statusCode(200)
        .body("items", hasSize(1));
    officer()
        .queryParam("registrar", registrar)
        .get("/v1/command-refusals")
        .then()
        .body("items.orderId", hasItem(order));
    As.nobody().get("/v1/command-refusals").then().statusCode(401);
    As.nobody().get("/v1/command-counts").then().statusCode(401);
    As.role(Role.ACCOUNT_MANAGER).get("/v1/command-refusals").then().statusCode(403);
    As.role(Role.FINANCE).get("/v1/command-counts").then().statusCode(403);
    srs().queryParam("limit", 1001).get("/v1/command-counts").then().statusCode(422);
  }
}

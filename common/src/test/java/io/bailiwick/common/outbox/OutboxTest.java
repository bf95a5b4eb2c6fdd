package io.bailiwick.common.outbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class OutboxTest {

  @ConfigProperty(name = "bailiwick.test.peers-port")
  int port;

  private static void order(String key) {
    As.role(Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(Map.of("count", 3, "registrar", 90001))
        .post("/v1/samples")
        .then()
        .statusCode(200);
  }

  private Response subscribe(String url) {
    return As.role(Role.OPERATOR)
        .contentType("application/json")
        .body(Map.of("url", url, "eventTypes", List.of("sample.tried")))
        .post("/v1/webhooks");
  }

  @Test
  void signsAsTheStandardWebhooksSpecificationSays() {
    // The worked example of the specification's reference libraries.
    assertThat(
            WebhookSignature.sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void pushesAnEventSignedAndTriesAgainAfterAFailure() {
    String path = "/hook-" + System.nanoTime();
    SuiteResource.peers().register(post(urlEqualTo(path)).willReturn(aResponse().withStatus(500)));
    Response created = subscribe("http://127.0.0.1:" + port + path);
    created.then().statusCode(201).body("secret", startsWith("whsec_"));
    String id = created.path("webhook.id");
    order("outbox-1");
    // Nobody waits for the schedule.
    await().until(() -> !sent(path).isEmpty());
    LoggedRequest first = sent(path).getFirst();
    assertThat(first.getHeader("webhook-signature"))
        .isEqualTo(
            WebhookSignature.sign(
                created.path("secret"),
                first.getHeader("webhook-id"),
                Long.parseLong(first.getHeader("webhook-timestamp")),
                first.getBodyAsString()));
    await()
        .untilAsserted(
            () ->
                As.role(Role.OPERATOR)
                    .get("/v1/webhooks")
                    .then()
                    .body("items.find { it.id == '" + id + "' }.waiting", equalTo(1))
                    .body(
                        "items.find { it.id == '" + id + "' }.lastError", equalTo("answered 500")));
    As.role(Role.OPERATOR).delete("/v1/webhooks/" + id).then().statusCode(204);
    As.role(Role.OPERATOR).delete("/v1/webhooks/" + id).then().statusCode(404);
  }

  /** One that does not answer is waited for five seconds, and by nobody else. */
  @Test
  void aSlowSubscriberDelaysNobody() {
    String slow = "/slow-" + System.nanoTime();
    String quick = "/quick-" + System.nanoTime();
    SuiteResource.peers()
        .register(post(urlEqualTo(slow)).willReturn(aResponse().withFixedDelay(4_000)));
    SuiteResource.peers().register(post(urlEqualTo(quick)).willReturn(aResponse()));
    String first = subscribe("http://127.0.0.1:" + port + slow).path("webhook.id");
    String second = subscribe("http://127.0.0.1:" + port + quick).path("webhook.id");
    order("outbox-slow-1");
    order("outbox-slow-2");
    await().atMost(Duration.ofSeconds(2)).until(() -> sent(quick).size() == 2);
    As.role(Role.OPERATOR).delete("/v1/webhooks/" + first).then().statusCode(204);
    As.role(Role.OPERATOR).delete("/v1/webhooks/" + second).then().statusCode(204);
  }

  private static List<LoggedRequest> sent(String path) {
    return SuiteResource.peers().find(postRequestedFor(urlEqualTo(path)));
  }

  @Test
  void pushesOnlyToAllowedHosts() {
    subscribe("http://169.254.169.254/latest")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("url"));
    subscribe("https://elsewhere.example/").then().statusCode(422);
  }

  @Test
  void eventsAreReadByCursorWithoutGaps() {
    order("outbox-2");
    order("outbox-3");
    List<Integer> numbers =
        As.role(Role.AUDITOR)
            .get("/v1/events?limit=1000")
            .then()
            .statusCode(200)
            .extract()
            .path("items.sequence");
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
    As.role(Role.FINANCE).get("/v1/events").then().statusCode(403);
  }

  @Test
  void aFailedTransactionPublishesNothing() {
    int before =
        As.role(Role.AUDITOR)
            .get("/v1/events?limit=1000")
            .then()
            .extract()
            .<List<Object>>path("items")
            .size();
    As.role(Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", "outbox-fails")
        .body(Map.of("count", 13, "registrar", 90001))
        .post("/v1/samples")
        .then()
        .statusCode(500);
    int after =
        As.role(Role.AUDITOR)
            .get("/v1/events?limit=1000")
            .then()
            .extract()
            .<List<Object>>path("items")
            .size();
    assertThat(after).isEqualTo(before);
  }
}

package io.bailiwick.common.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class IdempotencyTest {

  private static Response order(String who, String key, int count) {
    return As.user(who, Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(Map.of("count", count, "registrar", 90001))
        .post("/v1/samples");
  }

  @Test
  void doesTheWorkOnceAndAnswersAlike() {
    String first = order("fiona", "once", 4).then().statusCode(200).extract().asString();
    String second = order("fiona", "once", 4).then().statusCode(200).extract().asString();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void refusesTheSameKeyWithAnotherRequest() {
    order("fiona", "reused", 4).then().statusCode(200);
    order("fiona", "reused", 5).then().statusCode(409);
  }

  @Test
  void keysOfDifferentCallersAreDifferent() {
    int first = order("fiona", "shared", 4).path("run");
    int second = order("frank", "shared", 4).path("run");
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void asksForAKey() {
    As.role(Role.FINANCE)
        .contentType("application/json")
        .body(Map.of("count", 4, "registrar", 90001))
        .post("/v1/samples")
        .then()
        .statusCode(422)
        .body("violations.field", hasItem("Idempotency-Key"));
  }

  @Test
  void twentyAtOnceDoTheWorkOnce() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> runs =
          pool
              .invokeAll(
                  IntStream.range(0, 20)
                      .<Callable<Integer>>mapToObj(
                          i -> () -> order("fiona", "together", 4).path("run"))
                      .toList())
              .stream()
              .map(Future::resultNow)
              .distinct()
              .toList();
      assertThat(runs).hasSize(1);
    }
  }
}

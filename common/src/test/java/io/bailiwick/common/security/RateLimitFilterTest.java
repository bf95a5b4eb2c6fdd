package io.bailiwick.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class RateLimitFilterTest {

  @Test
  void givesABurstThenSoManyASecondAndNeverSavesMoreThanABurst() {
    RateLimitFilter.Bucket bucket = new RateLimitFilter.Bucket(2, 3, 100);
    assertThat(bucket.take(100)).isTrue();
    assertThat(bucket.take(100)).isTrue();
    assertThat(bucket.take(100)).isTrue();
    assertThat(bucket.take(100)).isFalse();
    assertThat(bucket.take(100.4)).isFalse();
    assertThat(bucket.take(100.5)).isTrue();
    assertThat(bucket.take(100.5)).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(bucket.take(1000)).isTrue();
    }
    assertThat(bucket.take(1000)).isFalse();
  }

  @Test
  void tellsARegistrarThatAsksTooFastWhenToGoOnAndNobodyElse() {
    Response answer = As.registrar(90009, Role.REGISTRAR_ADMIN).get("/v1/samples");
    for (int i = 0; i < 2000 && answer.statusCode() == 200; i++) {
      answer = As.registrar(90009, Role.REGISTRAR_ADMIN).get("/v1/samples");
    }
    answer
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", equalTo("1"))
        .body("type", equalTo("urn:bailiwick:problem:too-many-requests"));
    As.registrar(90008, Role.REGISTRAR_ADMIN).get("/v1/samples").then().statusCode(200);
    // Twice the burst: the registry's own are not counted.
    for (int i = 0; i < 120; i++) {
      As.role(Role.AUDITOR).get("/v1/samples").then().statusCode(200);
    }
  }
}

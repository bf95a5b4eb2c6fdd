package io.bailiwick.common.testing;

import io.bailiwick.common.security.Role;
import java.time.Instant;
import java.util.Map;

/** Moves business time in a test; it runs on from there. */
public final class TestClock {

  private TestClock() {}

  public static void set(Instant now) {
    As.role(Role.OPERATOR)
        .contentType("application/json")
        .body(Map.of("now", now.toString()))
        .put("/v1/development-clock")
        .then()
        .statusCode(200);
  }

  /** Back to real time, within a second. */
  public static void reset() {
    set(Instant.now());
  }
}

package io.bailiwick.common.health;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What makes Kubernetes restart a pod, and what only takes it out of the service. */
@QuarkusTest
@WithTestResource(SuiteResource.class)
class HealthTest {

  @TestHTTPResource(value = "/health/live", management = true)
  URL live;

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String database;

  @Test
  void readinessLooksAtTheDatabaseAndAtNoPeer() {
    RestAssured.get(ready)
        .then()
        .statusCode(200)
        .body("checks", hasSize(1))
        .body("checks[0].name", equalTo("Database connections health check"));
    RestAssured.get(live).then().statusCode(200).body("checks", empty());
  }

  @Test
  void staysAliveWhileTheDatabaseIsAwayAndIsReadyWhenItIsBack() throws SQLException {
    try {
      asSuperuser("ALTER ROLE suite_app NOLOGIN");
      asSuperuser(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'suite_app'");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> RestAssured.get(ready).then().statusCode(503));
      RestAssured.get(live).then().statusCode(200);
    } finally {
      asSuperuser("ALTER ROLE suite_app LOGIN");
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> RestAssured.get(ready).then().statusCode(200));
  }

  private void asSuperuser(String statement) throws SQLException {
    URI address = URI.create(database.substring("jdbc:".length()));
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + address.getPort() + "/postgres", "postgres", "");
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}

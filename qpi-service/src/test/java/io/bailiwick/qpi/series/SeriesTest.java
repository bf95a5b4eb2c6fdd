package io.bailiwick.qpi.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.bailiwick.common.time.Month;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class SeriesTest {

  @Inject SeriesStore store;

  @BeforeEach
  void inApril() {
    TestClock.set(Instant.parse("2026-04-10T00:00:00Z"));
  }

  @Test
  void accountsForEveryRow() {
    String table =
        """
        month,registrar,numerator,denominator
        2026-03,90001,812,1000
        2026-03,90002,0.5,
        2026-03,90001,1,1
        2026-04,90001,1,1
        2026-3,90001,1,1
        2026-03,some,1,1
        2026-03,90003,-1,1
        2026-03,90003,1,many
        ,90003,1,1
        2026-03,90003,1
        """;
    String id =
        csv("accounted", table)
            .statusCode(201)
            .body("version", is(1))
            .body("supersedes", nullValue())
            .body("rows", is(10))
            .body("accepted", is(2))
            .body("rejected", is(8))
            .body("sha256", is(Hashes.sha256Hex(table)))
            .extract()
            .path("id");
    As.role(Role.AUDITOR)
        .get("/v1/series/" + id + "/rejections")
        .then()
        .body("items.line", is(List.of(4, 5, 6, 7, 8, 9, 10, 11)))
        .body(
            "items.reason",
            is(
                List.of(
                    "DUPLICATE",
                    "MONTH_NOT_OVER",
                    "INVALID",
                    "INVALID",
                    "INVALID",
                    "INVALID",
                    "MISSING",
                    "MALFORMED")));
    As.role(Role.AUDITOR)
        .get("/v1/series/" + id + "/points")
        .then()
        .body("items.registrar", is(List.of(90001, 90002)))
        .body("items[0].numerator", is(812))
        .body("items[1].denominator", nullValue());
  }

  @Test
  void makesANewVersionAndLetsTheNewestOfEachMonthHold() {
    String first =
        csv("versions", "month,registrar,numerator\n2026-02,90001,1\n2026-03,90001,2\n")
            .statusCode(201)
            .extract()
            .path("id");
    csv("versions", "month,registrar,numerator\n2026-02,90001,1\n2026-03,90001,2\n")
        .statusCode(200)
        .body("id", is(first));
    As.role(Role.ACCOUNT_MANAGER)
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
        .contentType("application/x-ndjson")
        .body("{\"month\": \"2026-03\", \"registrar\": 90002, \"numerator\": 3}\n")
        .post("/v1/series?series=versions")
        .then()
        .statusCode(201)
        .body("version", is(2))
        .body("supersedes", is(first));
    assertThat(store.points(Set.of("versions"), Month.of(2026, 2)))
        .containsExactly(
            new SeriesPoint("versions", RegistrarId.of(90001), new BigDecimal("1"), null, 1));
    // March of the second version says nothing of 90001 any more.
    assertThat(store.points(Set.of("versions"), Month.of(2026, 3)))
        .containsExactly(
            new SeriesPoint("versions", RegistrarId.of(90002), new BigDecimal("3"), null, 2));
    As.role(Role.AUDITOR)
        .get("/v1/series?series=versions")
        .then()
        .body("items.version", is(List.of(1, 2)));
    assertThat(
            As.role(Role.AUDITOR)
                .accept("text/csv")
                .get("/v1/series?series=versions")
                .asString()
                .strip()
                .lines())
        .hasSize(3);
    assertThat(
            As.role(Role.AUDITOR)
                .accept("application/x-ndjson")
                .get("/v1/audit-entries")
                .asString())
        .contains("series/versions");
  }

  @Test
  void tellsARegistrarNothingOfImports() {
    String id = csv("hidden", "month,registrar,numerator\n2026-03,90001,1\n").extract().path("id");
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/series")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    for (String path : new String[] {"", "/points", "/rejections"}) {
      As.registrar(90001, Role.REGISTRAR_ADMIN)
          .get("/v1/series/" + id + path)
          .then()
          .statusCode(404);
    }
  }

  @Test
  void refusesWhatIsNoSeries() {
    csv("UPPER", "month,registrar,numerator\n2026-03,90001,1\n")
        .statusCode(422)
        .body("violations.field", hasItem("series"));
    csv("empty", "").statusCode(422);
    csv("empty", "month,registrar\n2026-03,90001\n").statusCode(422);
    As.role(Role.ACCOUNT_MANAGER)
        .contentType("application/json")
        .body("{}")
        .post("/v1/series?series=json")
        .then()
        .statusCode(415);
  }

  private static ValidatableResponse csv(String series, String table) {
    return As.role(Role.ACCOUNT_MANAGER)
        .contentType("text/csv")
        .body(table)
        .post("/v1/series?series=" + series)
        .then();
  }
}

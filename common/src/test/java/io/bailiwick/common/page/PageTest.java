package io.bailiwick.common.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class PageTest {

  @Test
  void givesTheRowsPageByPageAndALinkToTheNext() {
    Response first = As.role(Role.AUDITOR).get("/v1/samples?size=5&limit=2");
    first
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .header("Link", containsString("rel=\"next\""));
    String link = first.header("Link").replaceAll("^<(.*)>.*$", "$1");
    Response second = As.role(Role.AUDITOR).urlEncodingEnabled(false).get(link);
    second.then().body("items[0].number", equalTo(3));
    Response third =
        As.role(Role.AUDITOR)
            .get("/v1/samples?size=5&limit=2&after=" + second.jsonPath().getString("next"));
    third.then().body("items", hasSize(1)).body("next", nullValue());
    assertThat(third.header("Link")).isNull();
  }

  @Test
  void anExactlyFullLastPageHasNoNext() {
    As.role(Role.AUDITOR)
        .get("/v1/samples?size=2&limit=2")
        .then()
        .body("items", hasSize(2))
        .body("next", nullValue());
  }

  @Test
  void refusesLimitsAndCursorsOutOfRange() {
    As.role(Role.AUDITOR).get("/v1/samples?size=1&limit=0").then().statusCode(422);
    As.role(Role.AUDITOR).get("/v1/samples?size=1&limit=1001").then().statusCode(422);
    As.role(Role.AUDITOR).get("/v1/samples?size=1&after=@@@").then().statusCode(400);
    As.role(Role.AUDITOR).get("/v1/samples?size=1&after=eHg").then().statusCode(400);
  }

  @Test
  void csvHoldsTheWholeListAndDefusesFormulas() {
    String csv =
        As.role(Role.AUDITOR)
            .accept("text/csv")
            .get("/v1/samples?size=2500&limit=2")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    String[] lines = csv.split("\r\n");
    assertThat(lines).hasSize(2501);
    assertThat(lines[0]).isEqualTo("number,registrar,month,text,list");
    assertThat(lines[1]).isEqualTo("1,1,2026-01,'=1+1,\"[1,-1]\"");
    assertThat(lines[2500]).startsWith("2500,2500,");
  }

  @Test
  void ndjsonHoldsTheWholeListOneObjectALine() {
    String text =
        As.role(Role.AUDITOR)
            .accept("application/x-ndjson")
            .get("/v1/samples?size=1201")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    String[] lines = text.split("\n");
    assertThat(lines).hasSize(1201);
    assertThat(JsonPath.from(lines[1200]).getInt("number")).isEqualTo(1201);
  }
}

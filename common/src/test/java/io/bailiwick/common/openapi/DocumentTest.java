package io.bailiwick.common.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class DocumentTest {

  private static JsonPath document() {
    return RestAssured.given()
        .accept("application/json")
        .get("/openapi")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void saysThePermissionOfAnOperationAndWhoHasIt() {
    JsonPath document = document();
    String operation = "paths.'/v1/policies/{id}/approval'.post.";
    assertThat(document.getString(operation + "operationId")).isEqualTo("policyApprove");
    assertThat(document.getString(operation + "'x-permission'")).isEqualTo("policy:approve");
    assertThat(document.getString(operation + "description"))
        .endsWith("Permission `policy:approve`, held by `policy-approver`.");
    assertThat(document.getString(operation + "security[0].token")).isNotNull();
    assertThat(document.getMap(operation + "responses"))
        .containsKeys("200", "401", "403", "default");
  }

  @Test
  void describesPagesProblemsAndValueTypes() {
    JsonPath document = document();
    assertThat(document.getMap("components.schemas.Problem.properties"))
        .containsKeys("type", "violations", "nextSteps");
    assertThat(document.getMap("components.schemas.RegistrarId")).containsEntry("type", "integer");
    assertThat(document.getMap("components.schemas.Month")).containsEntry("type", "string");
    assertThat(document.getMap("paths.'/v1/audit-entries'.get.responses.'200'.content"))
        .containsKeys("application/json", "text/csv", "application/x-ndjson");
    assertThat(document.getMap("components.securitySchemes.token"))
        .containsEntry("scheme", "bearer");
  }

  @Test
  void theUiIsThereInProductionToo() {
    RestAssured.get("/ui/").then().statusCode(200);
  }
}

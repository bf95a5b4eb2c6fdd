package io.bailiwick.common.problem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ProblemTest {

  private static RequestSpecification post(String body) {
    return As.role(Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", "problem-" + body.hashCode())
        .body(body);
  }

  @Test
  void namesTheFieldsThatAreNotValid() {
    post("{\"count\":0,\"registrar\":90001}")
        .post("/v1/samples")
        .then()
        .statusCode(422)
        .body("violations[0].field", equalTo("count"));
  }

  @Test
  void namesTheMemberThatIsNotKnown() {
    post("{\"count\":1,\"registrar\":90001,\"cuont\":2}")
        .post("/v1/samples")
        .then()
        .statusCode(422)
        .body("violations[0].field", equalTo("cuont"));
  }

  @Test
  void saysWhatAValueTypeWants() {
    post("{\"count\":1,\"registrar\":0}")
        .post("/v1/samples")
        .then()
        .statusCode(422)
        .body("violations[0].field", equalTo("registrar"))
        .body("violations[0].message", containsString("IANA ID"));
  }

  @Test
  void refusesWhatIsNotJson() {
    post("{\"count\":").post("/v1/samples").then().statusCode(400).contentType(Problem.MEDIA_TYPE);
  }

  @Test
  void refusesAnEmptyBody() {
    As.role(Role.FINANCE)
        .contentType("application/json")
        .header("Idempotency-Key", "empty")
        .post("/v1/samples")
        .then()
        .statusCode(422)
        .contentType(Problem.MEDIA_TYPE);
  }

  @Test
  void refusesAnotherMediaType() {
    As.role(Role.FINANCE)
        .contentType("text/plain")
        .body("x")
        .post("/v1/samples")
        .then()
        .statusCode(415)
        .contentType(Problem.MEDIA_TYPE);
  }

  @Test
  void refusesAParameterThatCannotBeRead() {
    As.role(Role.AUDITOR)
        .get("/v1/samples/90001?month=March")
        .then()
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("yyyy-MM"));
  }

  @Test
  void answersUnknownPathsAndMethodsWithProblems() {
    As.role(Role.AUDITOR).get("/v1/nothing").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    As.role(Role.AUDITOR)
        .delete("/v1/samples")
        .then()
        .statusCode(405)
        .contentType(Problem.MEDIA_TYPE);
  }

  @Test
  void tellsNothingOfAnUnexpectedFailureButItsNumber() {
    post("{\"count\":13,\"registrar\":90001}")
        .post("/v1/samples")
        .then()
        .statusCode(500)
        .contentType(Problem.MEDIA_TYPE)
        .body(not(containsString("SELECT")))
        .body(not(containsString("Exception")))
        .body("detail", containsString("number"));
  }
}

package io.bailiwick.common.input;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.bailiwick.common.problem.Problem;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class HostileRequestTest {

  @TestHTTPResource URL url;

  @Test
  void refusesNulInAnAddress() {
    for (String address : new String[] {"/v1/samples/90001?month=%00", "/v1/samples/%0090001"}) {
      As.role(Role.AUDITOR)
          .urlEncodingEnabled(false)
          .get(address)
          .then()
          .statusCode(400)
          .contentType(Problem.MEDIA_TYPE)
          .body("detail", containsString("NUL"));
    }
  }

  @Test
  void refusesAJsonBodyThatWouldFillTheMemory() {
    As.role(Role.FINANCE)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "large")
        .body(" ".repeat(5 << 20) + "{\"count\": 1, \"registrar\": 90001}")
        .post("/v1/samples")
        .then()
        .statusCode(413)
        .contentType(Problem.MEDIA_TYPE)
        .body("type", equalTo("urn:bailiwick:problem:too-large"));
  }

  /** Twice the depth that is read; what tests print of a request grows with its square. */
  @Test
  void refusesJsonThatIsNestedWithoutEnd() {
    As.role(Role.FINANCE)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "deep")
        .body("{\"count\": " + "[".repeat(2_000))
        .post("/v1/samples")
        .then()
        .statusCode(org.hamcrest.Matchers.oneOf(400, 422))
        .contentType(Problem.MEDIA_TYPE);
  }

  @Test
  void takesNoMemberThatTheBodyDoesNotHave() {
    for (String member : new String[] {"\"id\": 7", "\"run\": 7", "\"__proto__\": {}"}) {
      As.role(Role.FINANCE)
          .contentType(ContentType.JSON)
          .header("Idempotency-Key", "mass " + member.hashCode())
          .body("{\"count\": 1, \"registrar\": 90001, " + member + "}")
          .post("/v1/samples")
          .then()
          .statusCode(422)
          .body("detail", containsString("not known"));
    }
  }

  @Test
  void refusesAMemberThatStandsThereTwice() {
    As.role(Role.FINANCE)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "twice")
        .body("{\"count\": 1, \"registrar\": 90001, \"count\": 2}")
        .post("/v1/samples")
        .then()
        .statusCode(422)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("twice"));
  }

  /** Below every route, so with a bare status. */
  @Test
  void refusesAnAddressThatCannotBeDecoded() throws Exception {
    for (String address : new String[] {"/v1/samples/%zz", "/v1/samples?size=%u0041", "/%"}) {
      Assertions.assertThat(
              answerTo(
                  "GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .as(address)
          .startsWith("HTTP/1.1 400")
          .containsIgnoringCase("content-length: 0");
    }
  }

  @Test
  void refusesAnAcceptHeaderThatIsNone() {
    for (String accept : new String[] {"a", ""}) {
      As.role(Role.AUDITOR)
          .header("Accept", accept)
          .get("/v1/samples")
          .then()
          .statusCode(org.hamcrest.Matchers.oneOf(400, 406))
          .contentType(Problem.MEDIA_TYPE);
    }
  }

  @Test
  void namesNoClassWhereAValueIsNotOfItsList() {
    As.role(Role.AUDITOR)
        .get("/v1/policies?state=nothing")
        .then()
        .statusCode(400)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", not(containsString("bailiwick")))
        .body("detail", containsString("none of the values"));
  }

  @Test
  void answersWithAProblemWhereNobodyServes() {
    for (String address : new String[] {"/", "/nothing", "/v2/samples", "/q/metrics"}) {
      As.nobody()
          .get(address)
          .then()
          .statusCode(404)
          .contentType(Problem.MEDIA_TYPE)
          .body("type", equalTo("urn:bailiwick:problem:not-found"))
          .body("instance", equalTo(address))
          .body(not(containsString("<html")));
    }
  }

  /** 65 MiB are announced where 64 are taken: refused before they come, and in the same form. */
  @Test
  void answersWithAProblemToABodyThatIsTooLarge() throws Exception {
    Assertions.assertThat(
            answerTo(
                "POST /v1/samples HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 68157440\r\nConnection: close\r\n\r\n{"))
        .startsWith("HTTP/1.1 413")
        .containsIgnoringCase("content-type: application/problem+json")
        .contains("urn:bailiwick:problem:too-large");
  }

  private String answerTo(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(20_000);
      return new String(socket.getInputStream().readNBytes(600), StandardCharsets.UTF_8);
    }
  }
}

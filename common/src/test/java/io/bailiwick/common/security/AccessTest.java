package io.bailiwick.common.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class AccessTest {

  private static final String PROBLEM = "application/problem+json";

  @Test
  void asksForATokenWithAChallenge() {
    As.nobody()
        .get("/v1/samples")
        .then()
        .statusCode(401)
        .contentType(PROBLEM)
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("type", equalTo("urn:bailiwick:problem:unauthenticated"))
        .body("instance", equalTo("/v1/samples"));
  }

  @Test
  void refusesATokenThatIsNotSignedByTheProvider() {
    As.nobody()
        .header("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")
        .get("/v1/samples")
        .then()
        .statusCode(401)
        .contentType(PROBLEM)
        .header("WWW-Authenticate", startsWith("Bearer"));
  }

  /** Who a token is of is remembered, and forgotten no later than the token expires. */
  @Test
  void refusesATokenThatHasExpiredAlthoughItWasGoodBefore() {
    String token = claims().subject("short-lived").expiresIn(3).sign();
    for (int i = 0; i < 2; i++) {
      asks(token).statusCode(200);
    }
    // The signature is a part of what is remembered.
    asks(token.substring(0, token.length() - 4) + "AAAA").statusCode(401);
    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> asks(token).statusCode(401));
  }

  @Test
  void refusesATokenOfAnotherIssuerOrForAnotherAudienceOrByAnAlgorithmOfItsOwn() {
    asks(claims().sign()).statusCode(200);
    asks(claims().issuer("https://identity.example").sign()).statusCode(401);
    asks(claims().audience("another").sign()).statusCode(401);
    asks(claims().audience(Set.of()).sign()).statusCode(401);
    String publicKey = ConfigProvider.getConfig().getValue("quarkus.oidc.public-key", String.class);
    for (byte[] open :
        List.of(Base64.getDecoder().decode(publicKey), publicKey.getBytes(US_ASCII))) {
      String mac =
          claims()
              .jws()
              .algorithm(SignatureAlgorithm.HS256)
              .sign(new SecretKeySpec(open, "HmacSHA256"));
      asks(mac).statusCode(401);
    }
  }

  private static JwtClaimsBuilder claims() {
    return Jwt.claims()
        .issuer("https://identity.test")
        .subject("anna")
        .audience("bailiwick")
        .claim("roles", List.of(Role.ABUSE_ANALYST.code()))
        .expiresIn(300);
  }

  private static ValidatableResponse asks(String token) {
    return As.nobody().header("Authorization", "Bearer " + token).get("/v1/samples").then();
  }

  @Test
  void refusesACallerWithoutThePermission() {
    As.role(Role.DATA_OPERATOR)
        .get("/v1/samples")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("detail", equalTo("This needs the permission score:read."));
  }

  @Test
  void letsACallerWithThePermissionIn() {
    As.role(Role.ABUSE_ANALYST).get("/v1/samples").then().statusCode(200);
  }

  @Test
  void deniesWhatStatesNoPermission() {
    As.user("all-powerful", Role.values()).get("/v1/samples/forgotten").then().statusCode(403);
    As.nobody().get("/v1/samples/forgotten").then().statusCode(401);
  }

  @Test
  void opensOnlyWhatIsPublished() {
    As.nobody().get("/v1/samples/published").then().statusCode(200);
  }

  @Test
  void aRegistrarReachesItsOwn() {
    As.registrar(90001, Role.REGISTRAR_ADMIN)
        .get("/v1/samples/90001")
        .then()
        .statusCode(200)
        .body("text", equalTo("registrar-90001"));
  }

  @Test
  void aRegistrarCannotTellNotYoursFromNotThere() {
    Response notYours = As.registrar(90001, Role.REGISTRAR_ADMIN).get("/v1/samples/90002");
    Response notThere = As.registrar(90011, Role.REGISTRAR_ADMIN).get("/v1/samples/90011");
    Assertions.assertThat(notYours.statusCode()).isEqualTo(404).isEqualTo(notThere.statusCode());
    Assertions.assertThat(notYours.asString().replace("90002", "N"))
        .isEqualTo(notThere.asString().replace("90011", "N"));
  }

  @Test
  void aRegistrarWithAStaffRoleInTheSameTokenIsStillHeldToItsOwn() {
    As.registrar(90001, Role.REGISTRAR_ADMIN, Role.AUDITOR)
        .get("/v1/samples/90002")
        .then()
        .statusCode(404);
  }

  @Test
  void aRegistrarsRoleWithoutARegistrarReachesNothing() {
    As.user("nobody-s-registrar", Role.REGISTRAR_ADMIN)
        .get("/v1/samples/90001")
        .then()
        .statusCode(404);
  }

  @Test
  void staffReachEveryRegistrar() {
    As.role(Role.AUDITOR).get("/v1/samples/90002").then().statusCode(200);
  }
}

package io.bailiwick.launcher.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.suite.FreePorts;
import io.bailiwick.launcher.token.TokenClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityProviderTest {
  @TempDir static Path data;
  private static final int PORT = FreePorts.base();
  private static IdentityProvider provider;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startProvider() {
    provider =
        IdentityProvider.start(
            PORT,
            data.resolve("secrets/signing-key.json"),
            Set.of("auditor", "registrar-admin", "service"),
            Set.of("scoring-service"));
  }

  @AfterAll
  static void stopProvider() {
    provider.stop();
  }

  private TokenClient tokens() {
    return new TokenClient(provider.issuer());
  }

  private JWTClaimsSet verified(String token) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    JWKSet keys = JWKSet.load(URI.create(provider.issuer() + "/jwks").toURL());
    RSASSAVerifier verifier =
        new RSASSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey());
    assertThat(jwt.verify(verifier)).isTrue();
    return jwt.getJWTClaimsSet();
  }

  private HttpResponse<String> post(String form, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(provider.issuer() + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String accessToken(String body) {
    var matcher = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
    assertThat(matcher.find()).as(body).isTrue();
    return matcher.group(1);
  }

  @Test
  void namesTheUserTheRoleAndTheRegistrarsAsAsked() throws Exception {
    JWTClaimsSet claims =
        verified(tokens().token("registrar-admin", "Zoë of 90001", List.of("90001", "90002")));
    assertThat(claims.getSubject()).isEqualTo("Zoë of 90001");
    assertThat(claims.getStringListClaim("roles")).containsExactly("registrar-admin");
    assertThat(claims.getStringListClaim("registrars")).containsExactly("90001", "90002");
    assertThat(claims.getAudience()).containsExactly("bailiwick");
    assertThat(claims.getIssuer()).isEqualTo("http://127.0.0.1:" + PORT + "/bailiwick");
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofHours(8));
  }

  @Test
  void givesTheRegistrysOwnPeopleNoRegistrar() throws Exception {
    assertThat(verified(tokens().token("auditor", "alice", List.of())).getClaims())
        .doesNotContainKey("registrars");
  }

  @Test
  void makesAServiceAServiceWhateverItAsksFor() throws Exception {
    String basic = Base64.getEncoder().encodeToString("scoring-service:development".getBytes());
    HttpResponse<String> response =
        post(
            "grant_type=client_credentials&role=auditor&user=alice",
            "Authorization",
            "Basic " + basic);
    JWTClaimsSet claims = verified(accessToken(response.body()));
    assertThat(claims.getSubject()).isEqualTo("scoring-service");
    assertThat(claims.getStringListClaim("roles")).containsExactly("service");
  }

  @Test
  void refusesARoleThatDoesNotExistAndListsThoseThatDo() {
    assertThatThrownBy(() -> tokens().token("emperor", "alice", List.of()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("emperor")
        .hasMessageContaining("auditor, registrar-admin, service");
  }

  @Test
  void signsWithTheSameKeyAfterARestart() throws Exception {
    String token = tokens().token("auditor", "alice", List.of());
    provider.stop();
    startProvider();
    assertThat(verified(token).getSubject()).isEqualTo("alice");
    Path key = data.resolve("secrets/signing-key.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void publishesNoPrivateKey() throws Exception {
    HttpResponse<String> keys =
        http.send(
            HttpRequest.newBuilder(URI.create(provider.issuer() + "/jwks")).build(),
            BodyHandlers.ofString());
    assertThat(keys.body()).contains("\"n\"").doesNotContain("\"d\"").doesNotContain("\"p\"");
  }

  @Test
  void describesItselfAsOneIssuerWhateverHostIsAskedFor() throws Exception {
    HttpResponse<String> discovery =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://localhost:" + PORT + "/bailiwick/.well-known/openid-configuration"))
                .build(),
            BodyHandlers.ofString());
    assertThat(discovery.statusCode()).isEqualTo(200);
    assertThat(discovery.body()).contains("http://127.0.0.1:" + PORT + "/bailiwick/token");
  }

  @Test
  void letsPagesOfThisMachineOnlyReadItsAnswers() throws Exception {
    String form = "grant_type=client_credentials&client_id=page&client_secret=x&role=auditor";
    assertThat(post(form, "Origin", "https://attacker.example").headers().map())
        .doesNotContainKey("access-control-allow-origin");
    assertThat(post(form, "Origin", "http://127.0.0.1:8081").headers().map())
        .containsKey("access-control-allow-origin");
  }
}

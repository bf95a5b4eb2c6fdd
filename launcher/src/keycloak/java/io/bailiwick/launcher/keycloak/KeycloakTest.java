package io.bailiwick.launcher.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.bailiwick.launcher.suite.FreePorts;
import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteOptions;
import io.bailiwick.launcher.suite.SuiteService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The services with Keycloak as their identity provider, by the realm that ships. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int BASE = FreePorts.base();

  /** Between those of the suite. */
  private static final int KEYCLOAK_PORT = BASE + 7;

  @TempDir static Path places;

  private static Keycloak keycloak;
  private static Suite suite;

  @BeforeAll
  static void start() throws Exception {
    Path root = Path.of("..").toAbsolutePath().normalize();
    SuiteOptions options =
        SuiteOptions.in(root)
            .withData(places.resolve("data"))
            .withPortBase(BASE)
            .withServices(Set.of(SuiteService.INGEST, SuiteService.SCORING));
    List<URI> pages = new ArrayList<>();
    for (SuiteService service : SuiteService.values()) {
      pages.add(URI.create("http://127.0.0.1:" + Suite.port(options, service)));
    }
    keycloak =
        Keycloak.start(
            home(),
            root.resolve("k8s/components/keycloak-dev/realm.json"),
            KEYCLOAK_PORT,
            pages,
            places.resolve("keycloak.log"));
    String issuer = keycloak.issuer().toString();
    suite =
        Suite.start(
            options.withSettings(
                Map.of(
                    "QUARKUS_OIDC_AUTH_SERVER_URL",
                    issuer,
                    "QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL",
                    issuer,
                    "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET",
                    Keycloak.SECRET,
                    "BAILIWICK_LOGIN_AUTHORIZATION_URL",
                    issuer + "/protocol/openid-connect/auth",
                    "BAILIWICK_LOGIN_TOKEN_URL",
                    issuer + "/protocol/openid-connect/token")),
            line -> {});
  }

  /** Where the build has unpacked the distribution. */
  private static Path home() throws Exception {
    try (Stream<Path> places = Files.list(Path.of("target", "keycloak"))) {
      return places.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
    }
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static int status(SuiteService service, String path, String token) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(suite.url(service) + path))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpResponse<String> post(
      SuiteService service, String path, String token, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(suite.url(service) + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  @Order(1)
  void theProviderIsDiscoveredAndItsRolesDecide() throws Exception {
    String dana = keycloak.token("dana");
    assertThat(status(SuiteService.INGEST, "/v1/feeds", dana)).isEqualTo(200);
    HttpResponse<String> made =
        post(
            SuiteService.INGEST,
            "/v1/feeds",
            dana,
            "{\"name\": \"tried\", \"title\": \"Tried\", \"family\": \"tried\", \"format\": \"GENERIC_CSV\","
                + " \"defaultThreat\": \"PHISHING\", \"columns\": {\"value\": \"v\", \"time\":"
                + " \"t\"}}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(status(SuiteService.INGEST, "/v1/feeds", keycloak.token("sven"))).isEqualTo(403);
    assertThat(status(SuiteService.INGEST, "/v1/feeds", "")).isEqualTo(401);
  }

  @Test
  @Order(2)
  void aServiceReadsItsPeerWithItsOwnClientCredentials() throws Exception {
    HttpResponse<String> run =
        post(SuiteService.SCORING, "/v1/runs", keycloak.token("sven"), "{\"month\": \"2026-01\"}");
    assertThat(run.statusCode()).as(run.body()).isEqualTo(201);
  }

  @Test
  @Order(3)
  void anExpiredTokenIsRefused() throws Exception {
    String token = keycloak.token("for-a-second");
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> assertThat(status(SuiteService.INGEST, "/v1/feeds", token)).isEqualTo(401));
  }

  @Test
  @Order(4)
  void whatKeycloakDidNotSignForThisSuiteIsRefused() throws Exception {
    SignedJWT real = SignedJWT.parse(keycloak.token("dana"));
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder(real.getJWTClaimsSet())
            .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
            .build();
    String keyId = real.getHeader().getKeyID();

    SignedJWT byAnotherKey =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(keyId).build(),
            claims);
    byAnotherKey.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    assertThat(status(SuiteService.INGEST, "/v1/feeds", byAnotherKey.serialize())).isEqualTo(401);

    assertThat(status(SuiteService.INGEST, "/v1/feeds", new PlainJWT(claims).serialize()))
        .isEqualTo(401);

    // The public key as the secret of a MAC, which a verifier must not let the token choose.
    String jwks =
        HTTP.send(
                HttpRequest.newBuilder(
                        URI.create(keycloak.issuer() + "/protocol/openid-connect/certs"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    SignedJWT byTheirPublicKey =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(), claims);
    byTheirPublicKey.sign(new MACSigner(jwks.getBytes(StandardCharsets.UTF_8)));
    assertThat(status(SuiteService.INGEST, "/v1/feeds", byTheirPublicKey.serialize()))
        .isEqualTo(401);

    String[] parts = real.serialize().split("\\.", -1);
    String otherRoles =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                    .replace("data-operator", "policy-editor")
                    .getBytes(StandardCharsets.UTF_8));
    assertThat(
            status(
                SuiteService.INGEST, "/v1/policies", parts[0] + "." + otherRoles + "." + parts[2]))
        .isEqualTo(401);

    // Signed by Keycloak, but for nobody in particular.
    assertThat(status(SuiteService.INGEST, "/v1/feeds", keycloak.token("elsewhere")))
        .isEqualTo(401);
  }

  @Test
  @Order(5)
  void peopleLogInFromThePageWithCodeAndProofKey() throws Exception {
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(
                            List.of(
                                "--no-sandbox",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")))) {
      assertThat(logInAndList(browser, "anna", "/v1/payloads")).isEqualTo(200);
      // A registrar's person sees incidents, of its own, and no payload.
      assertThat(logInAndList(browser, "maria", "/v1/incidents")).isEqualTo(200);
      assertThat(logInAndList(browser, "maria", "/v1/payloads")).isEqualTo(403);
    }
  }

  /** The status that the page shows for a list, asked for after a login. */
  private static int logInAndList(Browser browser, String user, String path) {
    List<String> sent = new CopyOnWriteArrayList<>();
    try (var context = browser.newContext()) {
      context.onRequest(request -> sent.add(words(request)));
      Page page = context.newPage();
      page.setDefaultTimeout(60_000);
      page.navigate(suite.url(SuiteService.INGEST) + "/ui/");
      page.locator("button.authorize").first().click();
      Locator login =
          page.locator(".auth-container").filter(new Locator.FilterOptions().setHasText("login"));
      Page asked = page.waitForPopup(() -> login.last().locator("button.authorize").click());
      asked.fill("#username", user);
      asked.fill("#password", Keycloak.PASSWORD);
      asked.click("#kc-login");
      login.last().locator("button", new Locator.LocatorOptions().setHasText("Logout")).waitFor();
      page.locator("button.btn-done").first().click();

      assertThat(sent)
          .anyMatch(
              line ->
                  line.contains("/protocol/openid-connect/auth?")
                      && line.contains("response_type=code")
                      && line.contains("code_challenge_method=S256"))
          .anyMatch(
              line -> line.contains("/openid-connect/token") && line.contains("code_verifier="));

      Locator operation =
          page.locator(".opblock-get")
              .filter(
                  new Locator.FilterOptions().setHas(page.locator("[data-path='" + path + "']")));
      operation.locator(".opblock-summary-control").click();
      operation.locator("button.execute").click();
      Locator status = operation.locator(".live-responses-table .response-col_status").last();
      status.waitFor();
      return Integer.parseInt(status.innerText().strip().split("\\s+", -1)[0]);
    }
  }

  private static String words(Request request) {
    return request.url() + " " + request.postData();
  }

  @Test
  @Order(6)
  void aNewKeyOfTheProviderIsTakenWithoutARestart() throws Exception {
    String before = keycloak.token("dana");
    keycloak.rotateKeys();
    String after = keycloak.token("dana");
    assertThat(keyId(after)).isNotEqualTo(keyId(before));
    assertThat(status(SuiteService.INGEST, "/v1/feeds", after)).isEqualTo(200);
    assertThat(status(SuiteService.INGEST, "/v1/feeds", before)).isEqualTo(200);
    HttpResponse<String> run =
        post(SuiteService.SCORING, "/v1/runs", keycloak.token("sven"), "{\"month\": \"2026-02\"}");
    assertThat(run.statusCode()).as(run.body()).isIn(200, 201);
  }

  private static String keyId(String token) throws Exception {
    JsonNode header =
        JSON.readTree(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))));
    return header.path("kid").asText();
  }
}

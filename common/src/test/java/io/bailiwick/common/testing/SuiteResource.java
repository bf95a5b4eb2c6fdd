package io.bailiwick.common.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a service needs around it in a test: a real PostgreSQL with an owner, an application role
 * and a role for sensitive listings, a key that tokens are signed with, and one WireMock that
 * stands for every peer ({@code /ingest}, {@code /scoring}, {@code /aip}) and for the token
 * endpoint.
 */
public class SuiteResource implements QuarkusTestResourceLifecycleManager {

  private static final String PORT = "bailiwick.test.peers-port";

  private EmbeddedPostgres postgres;
  private WireMockServer peers;

  @Override
  public Map<String, String> start() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("synchronous_commit", "off")
              .start();
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE suite_owner LOGIN PASSWORD 'owner'");
        statement.execute("CREATE ROLE suite_app LOGIN PASSWORD 'app'");
        statement.execute("CREATE ROLE suite_sensitive LOGIN PASSWORD 'sensitive'");
        statement.execute("CREATE DATABASE suite OWNER suite_owner");
      }
      peers = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
      peers.start();
      peers.stubFor(tokenEndpoint());
      KeyPair keys = keys();
      String peerUrl = "http://127.0.0.1:" + peers.port();
      Map<String, String> config = new HashMap<>();
      config.put(
          "quarkus.datasource.jdbc.url",
          "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/suite");
      config.put("quarkus.datasource.username", "suite_app");
      config.put("quarkus.datasource.password", "app");
      config.put("quarkus.flyway.username", "suite_owner");
      config.put("quarkus.flyway.password", "owner");
      config.put("bailiwick.database.application-role", "suite_app");
      // Read by the one service that keeps sensitive listings.
      config.put("bailiwick.database.sensitive-role", "suite_sensitive");
      config.put("bailiwick.database.sensitive-password", "sensitive");
      config.put(
          "bailiwick.sensitive.key",
          Base64.getEncoder()
              .encodeToString("a key of 32 bytes, for tests now".getBytes(US_ASCII)));
      config.put(
          "quarkus.oidc.public-key",
          Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
      // Elsewhere the provider says it of itself.
      config.put("quarkus.oidc.token.issuer", "https://identity.test");
      config.put("smallrye.jwt.sign.key", pem(keys));
      config.put(PORT, Integer.toString(peers.port()));
      for (String peer : new String[] {"ingest", "scoring", "aip"}) {
        config.put("quarkus.rest-client." + peer + ".url", peerUrl + "/" + peer);
      }
      config.put("quarkus.oidc-client.auth-server-url", peerUrl + "/identity");
      config.put("quarkus.oidc-client.discovery-enabled", "false");
      config.put("quarkus.oidc-client.token-path", "/token");
      config.put("quarkus.oidc-client.credentials.secret", "test");
      return config;
    } catch (IOException | SQLException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("the test suite's surroundings cannot be started", e);
    }
  }

  private static com.github.tomakehurst.wiremock.client.MappingBuilder tokenEndpoint() {
    return post(urlEqualTo("/identity/token"))
        .willReturn(
            okJson(
                "{\"access_token\":\"of-the-service\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
  }

  private static KeyPair keys() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----";
  }

  /**
   * The peers, to stub and to verify; what earlier tests stubbed stays until {@link #resetPeers}.
   */
  public static WireMock peers() {
    return new WireMock("127.0.0.1", ConfigProvider.getConfig().getValue(PORT, Integer.class));
  }

  /** Forgets all stubs and requests, but for the token endpoint. */
  public static void resetPeers() {
    peers().resetMappings();
    peers().resetRequests();
    peers().register(tokenEndpoint());
  }

  @Override
  public void stop() {
    try {
      if (peers != null) {
        peers.stop();
      }
      if (postgres != null) {
        postgres.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

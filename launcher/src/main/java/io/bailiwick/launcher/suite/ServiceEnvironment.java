package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.postgres.DatabaseAccess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a service is told from outside: the same variables as in Kubernetes, so that it does not
 * know where it runs.
 */
final class ServiceEnvironment {
  private static final String LOOPBACK = "127.0.0.1";

  private ServiceEnvironment() {}

  /**
   * What the store of sensitive listings needs beside the service's own database access.
   *
   * @param login role that alone reaches its schema
   * @param key of the digests, Base64
   */
  record SensitiveStore(DatabaseAccess.Login login, String key) {}

  static Map<String, String> of(
      Replica replica,
      SuiteOptions options,
      DatabaseAccess database,
      Optional<SensitiveStore> sensitive,
      Optional<String> signingKeys,
      URI issuer) {
    PortPlan ports = options.ports();
    SuiteService service = replica.service();
    Map<String, String> variables = new HashMap<>();
    variables.put("QUARKUS_PROFILE", "development");
    // Less than what the suite waits for the end.
    variables.put("QUARKUS_SHUTDOWN_TIMEOUT", "15s");
    variables.put("QUARKUS_HTTP_HOST", LOOPBACK);
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(ports.service(replica)));
    variables.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
    variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(replica)));
    variables.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
    variables.put("QUARKUS_DATASOURCE_USERNAME", database.application().role());
    variables.put("QUARKUS_DATASOURCE_PASSWORD", database.application().password());
    variables.put("QUARKUS_FLYWAY_USERNAME", database.owner().role());
    variables.put("QUARKUS_FLYWAY_PASSWORD", database.owner().password());
    variables.put("BAILIWICK_DATABASE_APPLICATION_ROLE", database.application().role());
    sensitive.ifPresent(
        store -> {
          variables.put("BAILIWICK_DATABASE_SENSITIVE_ROLE", store.login().role());
          variables.put("BAILIWICK_DATABASE_SENSITIVE_PASSWORD", store.login().password());
          variables.put("BAILIWICK_SENSITIVE_KEY", store.key());
        });
    signingKeys.ifPresent(keys -> variables.put("BAILIWICK_SIGNING_KEYS", keys));
    variables.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.toString());
    variables.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", issuer.toString());
    variables.put("QUARKUS_OIDC_CLIENT_CLIENT_ID", service.module());
    variables.put("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", "development");
    variables.put("QUARKUS_REST_CLIENT_INGEST_URL", url(ports.service(SuiteService.INGEST)));
    variables.put("QUARKUS_REST_CLIENT_SCORING_URL", url(ports.service(SuiteService.SCORING)));
    variables.put("QUARKUS_REST_CLIENT_AIP_URL", url(ports.service(SuiteService.AIP)));
    variables.put("BAILIWICK_ZONES", String.join(",", options.zones()));
    variables.putAll(options.settings().getOrDefault(service, Map.of()));
    return Map.copyOf(variables);
  }

  static String url(int port) {
    return "http://" + LOOPBACK + ":" + port;
  }
}

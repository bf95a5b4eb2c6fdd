package io.bailiwick.launcher.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a service whether it is ready. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Whether the management interface there says that the service can do its work. */
  boolean of(URI management) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(management + "/q/health/ready"))
              .timeout(PATIENCE)
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }
}

package io.bailiwick.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Caches of the JDK (JEP 483, 514 and 515) from which services start with their classes loaded and
 * linked. A cache holds for one build, one path and one JDK; without one, or with another's, a
 * service starts as if there were none.
 */
public final class AotCaches {
  private static final Duration WRITING = Duration.ofMinutes(3);

  private AotCaches() {}

  /** Where the cache of a service is kept: beside its program, and deleted with it. */
  public static Path file(Path root, SuiteService service) {
    return root.resolve(service.module()).resolve("target/quarkus-app/app.aot");
  }

  /** Whether a cache is there and was made after the program. */
  static boolean isOf(Path cache, Path jar) {
    try {
      return Files.exists(cache)
          && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts the suite, has it answer a few requests, and stops it; while it stops each service
   * writes its cache.
   *
   * @param options a data directory of its own, which is emptied
   * @param progress gets one line for people at a time
   */
  public static void make(SuiteOptions options, Consumer<String> progress)
      throws InterruptedException {
    delete(options.root());
    Suite suite =
        Suite.start(
            options.withFreshData(), ServiceProgram.recording(options.root()), WRITING, progress);
    try (HttpClient http = HttpClient.newHttpClient()) {
      String token = suite.token("auditor", "training");
      for (SuiteService service : SuiteService.values()) {
        for (String path : new String[] {"/openapi", "/v1/policies", "/v1/audit-entries"}) {
          var unused =
              http.send(
                  HttpRequest.newBuilder(URI.create(suite.url(service) + path))
                      .header("Authorization", "Bearer " + token)
                      .timeout(WRITING)
                      .build(),
                  HttpResponse.BodyHandlers.discarding());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      progress.accept("Stopping, and writing the caches");
      suite.stop();
    }
  }

  /** Takes all caches away. */
  public static void delete(Path root) {
    for (SuiteService service : SuiteService.values()) {
      try {
        Files.deleteIfExists(file(root, service));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

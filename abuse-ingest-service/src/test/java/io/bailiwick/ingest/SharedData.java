package io.bailiwick.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real data beside the repository: {@code ../shared/data}, or where {@code -Dbailiwick.shared-data}
 * says.
 */
public final class SharedData {

  private SharedData() {}

  /** The file; where it is absent, the test is skipped and says so. */
  public static Path file(String name) {
    Path file = Path.of(System.getProperty("bailiwick.shared-data", "../../shared/data"), name);
    assumeTrue(
        Files.exists(file), () -> "skipped: no " + name + " in shared/data beside the repository");
    return file;
  }
}

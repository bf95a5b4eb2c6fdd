package io.bailiwick.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedRegistryTest {
  private static final int NAMES = 20_000;
  private final GeneratedRegistry registry = new GeneratedRegistry(NAMES, 0, 1000);

  @TempDir Path folder;

  @Test
  void labelsAreDistinct() {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      String label = registry.label(i);
      assertThat(label).matches("[a-z]{7,15}");
      labels.add(label);
    }
    assertThat(labels).hasSize(200_000);
  }

  /** The counts that the benchmark expects, found again by comparing two whole deposits. */
  @Test
  void tellsWhatItsDepositsDifferBy() throws IOException {
    Map<String, String> first = domains(0);
    Map<String, String> second = domains(1);
    assertThat(first).hasSize(NAMES);
    GeneratedRegistry.Day day = registry.day(1);
    assertThat(day.live()).isEqualTo(second.size());
    assertThat(second.keySet().stream().filter(name -> !first.containsKey(name)).count())
        .isEqualTo(day.added())
        .isEqualTo(50);
    assertThat(first.keySet().stream().filter(name -> !second.containsKey(name)).count())
        .isEqualTo(day.deleted())
        .isPositive();
    assertThat(
            second.entrySet().stream()
                .filter(row -> first.containsKey(row.getKey()))
                .filter(row -> !row.getValue().equals(first.get(row.getKey())))
                .count())
        .isEqualTo(day.changed())
        .isPositive();
    registry.full(folder.resolve("again.zip"), 1, 1);
    assertThat(Files.mismatch(folder.resolve("again.zip"), folder.resolve("1.zip"))).isEqualTo(-1);
  }

  /** Row of each name with its statuses. */
  private Map<String, String> domains(int day) throws IOException {
    Path file = folder.resolve(day + ".zip");
    registry.full(file, day, day);
    Map<String, String> rows = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (String table : new String[] {"domain.csv", "domainStatuses.csv"}) {
        String text =
            new String(
                zip.getInputStream(zip.getEntry(table)).readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        text.lines()
            .forEach(
                line -> rows.merge(line.substring(0, line.indexOf(',')), line, String::concat));
      }
    }
    return rows;
  }
}

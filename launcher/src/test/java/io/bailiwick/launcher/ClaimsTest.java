package io.bailiwick.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of claims and of security name tests that are there. */
class ClaimsTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");

  @ParameterizedTest
  @ValueSource(strings = {"docs/claims.md", "docs/security.md"})
  void everyTestThatAClaimNamesIsThere(String page) throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Map<String, String> sources = new HashMap<>();
    for (String module :
        List.of(
            "common",
            "abuse-ingest-service",
            "scoring-service",
            "qpi-service",
            "enforcement-point",
            "aip-service",
            "launcher")) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
        for (Path file : files.filter(file -> file.toString().endsWith("Test.java")).toList()) {
          sources.merge(
              file.getFileName().toString().replace(".java", ""),
              Files.readString(file),
              String::concat);
        }
      }
    }
    List<String> absent = new ArrayList<>();
    int named = 0;
    var tests = TEST.matcher(Files.readString(root.resolve(page)));
    while (tests.find()) {
      named++;
      if (!sources.getOrDefault(tests.group(1), "").contains("void " + tests.group(2) + "(")) {
        absent.add(tests.group(1) + "." + tests.group(2));
      }
    }
    assertThat(absent).isEmpty();
    assertThat(named).isGreaterThan(60);
  }
}

package io.bailiwick.launcher.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of licences, held against the libraries that the built services ship. */
class LicencesTest {
  private static final Path LIST = Path.of("..", "docs", "licences.md");
  private static final List<String> SERVICES =
      List.of("abuse-ingest-service", "scoring-service", "qpi-service", "aip-service");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^:`]+):([^:`]+)` \\| ([^ |]+) \\| ([^|]+) \\|$");

  /**
   * Under which something may be shipped with software under the Apache License 2.0, as libraries
   * of their own that nobody has changed.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "GPL-2.0-with-classpath-exception",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "LGPL-3.0-or-later",
          "MIT",
          "MIT-0",
          "MPL-1.1",
          "MPL-2.0",
          "Public Domain",
          "Unicode-3.0",
          "UPL-1.0");

  @Test
  void listsTheLibrariesThatAreShipped() throws IOException {
    writeAnew();
    Set<String> shipped = new TreeSet<>();
    for (String service : SERVICES) {
      Path libraries = Path.of("..", service, "target", "quarkus-app", "lib");
      if (!Files.exists(libraries)) {
        System.err.printf(
            "NOT TESTED: %s is not built: its libraries were not compared%n", service);
      }
      assumeTrue(Files.exists(libraries), "the services are packaged");
      try (Stream<Path> files = Files.walk(libraries)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".jar") && !name.startsWith("io.bailiwick."))
            .forEach(shipped::add);
      }
    }
    Set<String> listed = new TreeSet<>();
    rows().forEach((library, _) -> listed.add(library));
    assertThat(listed)
        .as("docs/licences.md; see docs/supply-chain.md for how to write it anew")
        .containsExactlyInAnyOrderElementsOf(shipped);
  }

  @Test
  void mayAllBeShipped() throws IOException {
    rows()
        .forEach(
            (library, licences) ->
                // More than one: of the choice that they are, one is enough.
                assertThat(licences.split(" or "))
                    .as(library)
                    .anyMatch(licence -> ALLOWED.contains(licence.strip())));
  }

  /** File of the library, as Quarkus names it, to its licences. */
  private static Map<String, String> rows() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(LIST));
    while (row.find()) {
      rows.put(
          row.group(1) + "." + row.group(2) + "-" + row.group(3) + ".jar", row.group(4).strip());
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  /** From the bills of materials, if asked for and there. */
  private static void writeAnew() throws IOException {
    if (!Boolean.getBoolean("bailiwick.update")
        || !Files.exists(Path.of("..", "aip-service", "target", "bom.json"))) {
      return;
    }
    Map<String, String> rows = new TreeMap<>();
    for (String service : SERVICES) {
      Set<String> files = new TreeSet<>();
      try (Stream<Path> walk = Files.walk(Path.of("..", service, "target/quarkus-app/lib"))) {
        walk.forEach(file -> files.add(file.getFileName().toString()));
      }
      JsonNode bill =
          new ObjectMapper().readTree(Path.of("..", service, "target", "bom.json").toFile());
      for (JsonNode library : bill.path("components")) {
        String group = library.path("group").asText();
        String name = library.path("name").asText();
        String version = library.path("version").asText();
        Matcher classifier =
            Pattern.compile("classifier=([^&]+)").matcher(library.path("purl").asText());
        String file =
            group
                + "."
                + name
                + "-"
                + version
                + (classifier.find() ? "-" + classifier.group(1) : "");
        if (!group.equals("io.bailiwick") && files.contains(file + ".jar")) {
          rows.put(
              "| `%s:%s` | %s"
                  .formatted(group, name, file.substring((group + "." + name + "-").length())),
              licences(library));
        }
      }
    }
    StringBuilder page =
        new StringBuilder(
            """
            # Licences of what is shipped

            Every library in the images of the four services, with the licence that its author's POM names. Bailiwick itself is under the Apache License 2.0. Where a library names
            several, one may be chosen. Written by a command ([supply chain](supply-chain.md)); a test compares it with what the build puts together.

            | library | version | licence |
            |---|---|---|
            """);
    rows.forEach(
        (library, licences) -> page.append(library).append(" | ").append(licences).append(" |\n"));
    Files.writeString(LIST, page);
  }

  private static String licences(JsonNode library) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : library.path("licenses")) {
      JsonNode licence = choice.path("license");
      String name =
          choice.has("expression")
              ? choice.path("expression").asText()
              : licence.path("id").asText(licence.path("name").asText());
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names.isEmpty() ? "not said" : String.join(" or ", names);
  }
}

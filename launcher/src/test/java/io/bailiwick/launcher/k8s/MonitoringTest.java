package io.bailiwick.launcher.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules and dashboards; that the metrics in them exist, {@link StartTest} asks the services. */
class MonitoringTest {
  private static final Pattern LITERAL = Pattern.compile("\"(bailiwick\\.[a-z.]+)\"");

  static List<String> services() {
    return Manifests.SERVICES;
  }

  @Test
  void findsTheMetricsOfAnExpression() {
    assertThat(
            Monitoring.inExpression(
                "sum by (namespace, feed) (increase(a_total{outcome=\"FAILED (x)\"}[1h])) > 3"
                    + " unless max without (pod) (b_seconds) > 900"))
        .containsExactlyInAnyOrder("a_total", "b_seconds");
  }

  @Test
  void sayWhatToDoAboutEveryAlarm() throws IOException {
    Set<String> headings =
        Files.readAllLines(Path.of("..", "docs", "runbook.md")).stream()
            .filter(line -> line.startsWith("## ") || line.startsWith("### "))
            .map(line -> line.replaceFirst("#+ ", ""))
            .collect(Collectors.toSet());
    Set<String> alarms = new HashSet<>();
    for (JsonNode group : Monitoring.rules().at("/spec/groups")) {
      for (JsonNode rule : group.path("rules")) {
        String alarm = rule.path("alert").asText();
        assertThat(alarms.add(alarm)).as(alarm).isTrue();
        assertThat(headings).as("docs/runbook.md").contains(alarm);
        assertThat(rule.at("/annotations/runbook_url").asText())
            .isEqualTo("https://docs.bailiwick.example/runbook#" + alarm.toLowerCase(Locale.ROOT));
        assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
        assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
      }
    }
    assertThat(alarms).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void showEveryServiceOnADashboardOfItsOwn(String service) {
    JsonNode dashboard = Monitoring.dashboard(service);
    assertThat(dashboard.path("title").asText()).isEqualTo("Bailiwick: " + service);
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("title").asText()).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        // Of one service in one environment.
        assertThat(target.path("expr").asText())
            .contains("namespace=\"$namespace\", job=\"" + service + "\"");
      }
    }
    assertThat(ids).hasSizeGreaterThan(5);
  }

  /** What is there only after its first event is named in the code of the service, at least. */
  @ParameterizedTest
  @MethodSource("services")
  void useMetricsThatAreNamedInTheCode(String service) throws IOException {
    Set<String> literals = new HashSet<>();
    for (String module : List.of("common", service)) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          LITERAL
              .matcher(Files.readString(file))
              .results()
              .forEach(found -> literals.add(found.group(1).replace('.', '_')));
        }
      }
    }
    for (String name : Monitoring.names(service)) {
      if (name.startsWith("bailiwick_")) {
        assertThat(literals).contains(name.replaceFirst("_(seconds|total|ratio)$", ""));
      }
    }
  }
}

package io.bailiwick.launcher.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules and dashboards, and the names of metrics in them. */
final class Monitoring {
  static final Path FOLDER = Manifests.K8S.resolve("components/monitoring");

  /** Group of the rules that hold for all services; the others are called as their service. */
  static final String SUITE = "suite";

  /** There only after what they count has happened once. */
  static final Set<String> LAZY =
      Set.of(
          "http_server_requests_seconds_count",
          "http_server_requests_seconds_sum",
          "http_server_requests_seconds_max",
          "bailiwick_feed_lag_seconds",
          "bailiwick_pull_fetches_total");

  /** Prometheus' own. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern SELECTION = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern WORD =
      Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])");
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "unless", "bool", "offset", "atan2", "inf", "nan");

  private Monitoring() {}

  static JsonNode rules() {
    return Manifests.read(FOLDER.resolve("rules.yaml")).getFirst();
  }

  static JsonNode dashboard(String service) {
    try {
      return new ObjectMapper()
          .readTree(FOLDER.resolve("dashboards").resolve(service + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Metrics that the service has to have: those of its dashboard, and of the rules for it. */
  static Set<String> names(String service) {
    Stream<String> ofRules =
        Manifests.elements(rules().at("/spec/groups"))
            .filter(group -> List.of(SUITE, service).contains(group.path("name").asText()))
            .flatMap(group -> Manifests.elements(group.path("rules")))
            .map(rule -> rule.path("expr").asText());
    Stream<String> ofDashboard =
        Manifests.elements(dashboard(service).path("panels"))
            .flatMap(panel -> Manifests.elements(panel.path("targets")))
            .map(target -> target.path("expr").asText());
    Set<String> names = new TreeSet<>();
    Stream.concat(ofRules, ofDashboard)
        .forEach(expression -> names.addAll(inExpression(expression)));
    names.removeAll(OF_PROMETHEUS);
    return names;
  }

  /** What is left of an expression of PromQL without texts, labels, functions and operators. */
  static Set<String> inExpression(String expression) {
    String bare = TEXT.matcher(expression).replaceAll("");
    bare = SELECTION.matcher(bare).replaceAll("");
    bare = GROUPING.matcher(bare).replaceAll("");
    Set<String> names = new TreeSet<>();
    Matcher word = WORD.matcher(bare);
    while (word.find()) {
      if (!OPERATORS.contains(word.group())) {
        names.add(word.group());
      }
    }
    return names;
  }
}

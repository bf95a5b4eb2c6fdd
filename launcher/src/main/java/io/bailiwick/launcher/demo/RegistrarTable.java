package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;

/** The table of registrars: rate, interval, gates, index, money. */
final class RegistrarTable {
  private RegistrarTable() {}

  static void print(
      Output out,
      Truth truth,
      YearMonth month,
      Map<Integer, JsonNode> scores,
      Incentives incentives) {
    Map<Integer, JsonNode> results = incentives.of(month);
    out.printf("%nRegistrars in %s (rates per 10,000 names and month, Wilson 95 %%)%n", month);
    out.printf(
        "  %-5s %-28s %8s %6s %8s  %-19s %-13s %-13s %7s %10s%n",
        "ID",
        "name",
        "names",
        "abused",
        "rate",
        "interval",
        "reward gate",
        "intervention",
        "index",
        "owed");
    for (RegistrarProfile registrar : truth.world().registrars()) {
      JsonNode score = scores.getOrDefault(registrar.ianaId(), MissingNode.getInstance());
      JsonNode result = results.getOrDefault(registrar.ianaId(), MissingNode.getInstance());
      String index =
          result.path("index").isNumber()
              ? String.format(Locale.ROOT, "%.2f", result.path("index").asDouble())
              : state(result.path("state").asText());
      BigDecimal owed = incentives.owedTo(registrar.ianaId());
      out.printf(
          "  %-5d %-28s %,8.0f %6d %8.2f  %8.2f - %8.2f %-13s %-13s %7s %10s%n",
          registrar.ianaId(),
          registrar.name().length() > 28 ? registrar.name().substring(0, 28) : registrar.name(),
          score.path("meanDum").asDouble(),
          score.path("domains").asInt(),
          score.path("ratePer10k").asDouble(),
          score.path("wilsonLower").asDouble(),
          score.path("wilsonUpper").asDouble(),
          state(score.path("reward").path("state").asText()),
          state(score.path("intervention").path("state").asText()),
          index,
          owed.signum() == 0 ? "" : "USD " + owed);
    }
  }

  private static String state(String state) {
    return switch (state) {
      case "HOLDS" -> "holds";
      case "HOLDS_PROVISIONALLY" -> "provisionally";
      case "DOES_NOT_HOLD" -> "no";
      case "NOT_ASSESSABLE" -> "-";
      case "VETOED" -> "vetoed";
      default -> state;
    };
  }
}

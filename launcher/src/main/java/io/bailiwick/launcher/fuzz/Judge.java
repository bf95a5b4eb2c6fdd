package io.bailiwick.launcher.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import io.bailiwick.common.security.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no answer may be, whatever was asked. */
final class Judge {
  /** An answer of a busy machine still comes in this time. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Of the inside: classes, traces, SQL and its errors, files. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\b(?:java|javax|jakarta|jdk|sun|io|org|com|de)(?:\\.[a-z][a-z0-9]*)+\\.[A-Z]\\w+|\\bat"
              + " [\\w.$]+\\([\\w.]+:\\d+\\)|\\w+\\.java\\b|\\b\\w+Exception\\b|SQLSTATE|ERROR:"
              + " |PSQL|\\bINSERT INTO|\\bSELECT [\\w*,. ]+ FROM\\b|violates \\w+"
              + " constraint|\\brelation"
              + " \"|(?:^|[\\s\"'=(])/(?:tmp|home|usr|var|opt|work|root|proc)/|quarkus-run");

  /** Where the inside may be shown: nobody wrote it, it is what the answer is about. */
  private static final Pattern TRACE = Pattern.compile("\\bat [\\w.$]+\\([\\w.]+\\.java:\\d+\\)");

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?!\\p{XDigit}{2})");

  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?(E[+-]?\\d+)?");

  private final Targets targets;

  Judge(Targets targets) {
    this.targets = targets;
  }

  /** What is wrong with an answer; empty where nothing is. */
  List<String> faults(Attack attack, RawHttp.Answer answer) {
    List<String> faults = new ArrayList<>();
    String text = answer.text();
    if (answer.millis() >= PATIENCE.toMillis()) {
      faults.add("no answer within " + PATIENCE.toSeconds() + " s");
    }
    if (answer.status() == 0) {
      if (!attack.trick().breaksHttp()) {
        faults.add("the connection was closed without an answer");
      }
      return faults;
    }
    if (answer.status() >= 500
        && !(answer.status() == 503 && answer.header("Retry-After").isPresent())) {
      faults.add("status " + answer.status());
    }
    if (answer.status() >= 400) {
      problem(attack, answer, text, faults);
      Matcher inside = INSIDE.matcher(text);
      if (inside.find() && !contains(attack, inside.group())) {
        faults.add("shows the inside: " + inside.group());
      }
    } else if (TRACE.matcher(text).find()) {
      faults.add("shows a stack trace");
    }
    access(attack, answer, faults);
    leaks(attack, text, faults);
    if (answer.status() / 100 == 2 && !attack.extra().isEmpty() && !isOfOthers(attack)) {
      faults.add("takes members that it does not know: " + attack.extra());
    }
    if (answer.status() == 200 && answer.header("Content-Type").orElse("").startsWith("text/csv")) {
      spreadsheet(text, faults);
    }
    if (answer.header("Set-Cookie").isPresent()) {
      faults.add("sets a cookie");
    }
    return faults;
  }

  /** Documents in somebody else's format, kept as they came: what they hold beside is ignored. */
  private static boolean isOfOthers(Attack attack) {
    return attack.operation().path().startsWith("/v1/reference-series/");
  }

  private static boolean contains(Attack attack, String echoed) {
    return attack.target().contains(echoed)
        || new String(attack.body(), java.nio.charset.StandardCharsets.UTF_8).contains(echoed);
  }

  private static void problem(
      Attack attack, RawHttp.Answer answer, String text, List<String> faults) {
    if (attack.method().equals("HEAD")
        || (text.isEmpty() && answer.status() < 500 && isBelowEveryRoute(attack, answer))) {
      return;
    }
    String type = answer.header("Content-Type").orElse("none");
    if (!type.startsWith("application/problem+json")) {
      faults.add("an error that is no problem document: " + answer.status() + " " + type);
      return;
    }
    try {
      JsonNode problem = STRICT.readTree(text);
      boolean whole =
          problem.path("type").asText().startsWith("urn:bailiwick:problem:")
              && !problem.path("title").asText().isEmpty()
              && problem.path("status").asInt() == answer.status()
              && !problem.path("detail").asText().isEmpty()
              && !problem.path("instance").asText().isEmpty();
      if (!whole) {
        faults.add("a problem document without its fields: " + text);
      }
    } catch (JsonProcessingException _) {
      faults.add("a problem document that is no JSON");
    }
    if (answer.status() == 401 && answer.header("WWW-Authenticate").isEmpty()) {
      faults.add("401 without WWW-Authenticate");
    }
  }

  /** What the server answers before anything of ours sees it: no HTTP, or longer than it reads. */
  private static boolean isBelowEveryRoute(Attack attack, RawHttp.Answer answer) {
    return attack.trick().breaksHttp()
        || answer.status() == 414
        || answer.status() == 431
        || (answer.status() == 400 && BAD_ESCAPE.matcher(attack.target()).find())
        || attack.headers().stream()
            .anyMatch(header -> !PRINTABLE.matcher(header.value()).matches());
  }

  private static void access(Attack attack, RawHttp.Answer answer, List<String> faults) {
    if (attack.operation().published() || attack.trick().mayLeadElsewhere()) {
      return;
    }
    if (attack.person().role().isEmpty()) {
      if (answer.status() != 401) {
        faults.add("answers " + answer.status() + " to somebody without a good token");
      }
      return;
    }
    boolean allowed =
        Role.fromCode(attack.person().role()).map(attack.operation()::isHeldBy).orElse(false);
    if (!allowed && answer.status() < 400) {
      faults.add("answers " + answer.status() + " to a role without the permission");
    }
  }

  private void leaks(Attack attack, String text, List<String> faults) {
    @org.jspecify.annotations.Nullable Integer own = attack.person().registrar();
    if (own == null) {
      return;
    }
    for (Map.Entry<String, Integer> secret : targets.secrets().entrySet()) {
      if (!secret.getValue().equals(own)
          && text.contains(secret.getKey())
          && !contains(attack, secret.getKey())) {
        faults.add(
            "shows registrar %d what is of %d: %s"
                .formatted(own, secret.getValue(), secret.getKey()));
        return;
      }
    }
    if (attack.trick() == Trick.OTHER_REGISTRAR && text.length() > 0) {
      String thing = attack.operation().service() + " " + attack.target();
      boolean foreign =
          Targets.REGISTRARS.stream()
              .filter(other -> !other.equals(own))
              .anyMatch(other -> targets.seenBy(other).contains(thing));
      if (foreign && !targets.seenBy(own).contains(thing) && !text.startsWith("{\"type\"")) {
        faults.add("shows registrar " + own + " a thing that its own list does not have");
      }
    }
  }

  private static void spreadsheet(String text, List<String> faults) {
    try (var rows = CsvReader.builder().ofCsvRecord(text)) {
      for (var row : rows) {
        for (String cell : row.getFields()) {
          boolean runs = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
          if (runs && !NUMBER.matcher(cell).matches()) {
            faults.add("a cell that a spreadsheet runs: " + cell);
            return;
          }
        }
      }
    } catch (java.io.IOException | RuntimeException e) {
      faults.add("CSV that cannot be read: " + e.getMessage());
    }
  }
}

package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.launcher.suite.SuiteService;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One case as both sides live it: makes each call, and writes it down as the command of a shell
 * that makes the same one, with what came back. The README shows it as it was printed.
 */
final class Story {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Somebody, as one service knows them. */
  record Person(String name, SuiteService service, Api api) {}

  /** A body whose members keep their order: name, value, name, value. */
  static Map<String, Object> body(Object... members) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      body.put((String) members[i], members[i + 1]);
    }
    return body;
  }

  /** What happens next, and on which day. */
  void say(Instant at, String words) {
    lines.add("");
    lines.add("# " + DAY.format(at) + ": " + words);
  }

  /** Gives a value a name, by which later commands call it. */
  void name(String variable, String value) {
    lines.add(variable + "=" + value);
    variables.put(value, variable);
  }

  /** A list that a command has found, which is too long to be shown. */
  void nameList(String variable, String command, List<String> values) {
    lines.add(variable + "=$(" + command + ")");
    variables.put(json(values), variable);
  }

  /**
   * Reads.
   *
   * @param shown members of the answer to show: a name, or a name, = and a JSON pointer
   */
  JsonNode get(Person who, String path, String... shown) throws InterruptedException {
    command(who, "GET", path, null, shown);
    return answered(who.api().tryGet(path), shown);
  }

  /** Does something, and shows what came of it, a refusal too. */
  JsonNode post(Person who, String path, Object body, String... shown) throws InterruptedException {
    command(who, "POST", path, body, shown);
    return answered(who.api().tryPost(path, body), shown);
  }

  /** A command that is no call to a service for a person. */
  void line(String text) {
    lines.add(text);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void command(
      Person who, String method, String path, @Nullable Object body, String... shown) {
    String address = "$" + who.service().name() + path.substring("/v1".length());
    StringBuilder line =
        new StringBuilder("as ").append(who.name()).append(' ').append(method).append(' ');
    line.append(named(address, "$%s"));
    if (body != null) {
      line.append(" '").append(named(json(body), "'$%s'")).append('\'');
    }
    line.append(" | jq -c '{")
        .append(java.util.Arrays.stream(shown).map(Story::filter).collect(Collectors.joining(", ")))
        .append("}'");
    lines.add(line.toString());
  }

  /** Names in the place of values; an identifier within a JSON text keeps its quotation marks. */
  private String named(String text, String as) {
    String named = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      named = named.replace(variable.getKey(), as.formatted(variable.getValue()));
    }
    return named.contains("?") && as.equals("$%s") ? '"' + named + '"' : named;
  }

  private JsonNode answered(Api.Answer answer, String... shown) {
    ObjectNode object = JSON.createObjectNode();
    for (String each : shown) {
      JsonNode value = answer.body().at(pointer(each));
      object.set(member(each), value.isMissingNode() ? JSON.nullNode() : value);
    }
    lines.add(json(object));
    return answer.body();
  }

  private static String member(String shown) {
    int at = shown.indexOf('=');
    return at < 0 ? shown : shown.substring(0, at);
  }

  private static String pointer(String shown) {
    int at = shown.indexOf('=');
    return at < 0 ? "/" + shown : shown.substring(at + 1);
  }

  /** The same as jq writes it: {@code state}, or {@code lifted: .orders[0].liftedAt}. */
  private static String filter(String shown) {
    if (shown.indexOf('=') < 0) {
      return shown;
    }
    StringBuilder path = new StringBuilder();
    for (String part : pointer(shown).substring(1).split("/")) {
      if (part.chars().allMatch(Character::isDigit)) {
        path.append('[').append(part).append(']');
      } else {
        path.append('.').append(part);
      }
    }
    return member(shown) + ": " + path;
  }

  private static String json(Object value) {
    try {
      return Objects.requireNonNull(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

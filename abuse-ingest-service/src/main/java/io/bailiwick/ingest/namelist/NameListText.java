package io.bailiwick.ingest.namelist;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.ingest.rejection.Refusal;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of a list.
 *
 * @param version as the list gives it; null where it gives none
 */
record NameListText(Set<String> names, @Nullable String version) {
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9-]{2,63}");

  /** One name a line; a final or leading dot, upper case and remarks ({@code #}) do not matter. */
  static NameListText ofLines(String text) {
    Set<String> names = new TreeSet<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String entry = line.strip();
      if (!entry.isEmpty() && !entry.startsWith("#")) {
        names.add(name(entry, "Line " + number));
      }
    }
    return new NameListText(names, null);
  }

  /**
   * A warning list as MISP publishes them: {@code {"name", "version", "type", "list": […]}}, of
   * type {@code hostname} or {@code string}. Entries of a string list that are no names (addresses,
   * words) are left out.
   */
  static NameListText ofWarningList(JsonNode json) {
    String type = json.path("type").asText();
    if (!json.path("list").isArray() || !Set.of("hostname", "string").contains(type)) {
      throw Refusal.unusable(
          "A warning list is a JSON object with \"type\" (hostname or string) and \"list\".");
    }
    Set<String> names = new TreeSet<>();
    for (JsonNode entry : json.path("list")) {
      String text = clean(entry.asText());
      if (NAME.matcher(text).matches()) {
        names.add(text);
      } else if (type.equals("hostname")) {
        names.add(name(entry.asText(), "An entry"));
      }
    }
    return new NameListText(names, json.path("version").asText(null));
  }

  private static String clean(String entry) {
    String text = entry.strip().toLowerCase(Locale.ROOT);
    text = text.startsWith(".") ? text.substring(1) : text;
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String name(String entry, String where) {
    String text = clean(entry);
    if (!NAME.matcher(text).matches()) {
      throw Refusal.unusable(
          "%s is no domain name in A-labels: \"%s\"."
              .formatted(where, text.substring(0, Math.min(80, text.length()))));
    }
    return text;
  }
}

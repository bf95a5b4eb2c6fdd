package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two shapes in which abuse.ch writes JSON: the answer of an API, {@code
 * {"query_status":"ok","urls":[…]}}, and a dump, {@code {"12345":[{…}],…}}.
 */
final class AbuseChJson {
  private static final Pattern IDENTIFIER = Pattern.compile("\\d{1,19}");
  private static final Set<String> GOOD = Set.of("ok", "no_results", "no_result");

  private AbuseChJson() {}

  /**
   * @param list the member of an answer that holds the entries
   */
  static void read(
      Lines lines, String list, Set<String> keep, Function<JsonRow, Row> row, Consumer<Row> rows)
      throws IOException {
    try (JsonDocument json = new JsonDocument(lines)) {
      while (json.nextDocument()) {
        if (json.isObject()) {
          document(json, list, keep, row, rows);
        } else if (json.isArray()) {
          // A dump without an entry is an empty list.
          JsonArray.items(json, keep, row, rows);
        } else {
          throw json.refusal("Neither a dump nor an answer.");
        }
      }
    }
  }

  private static void document(
      JsonDocument json,
      String list,
      Set<String> keep,
      Function<JsonRow, Row> row,
      Consumer<Row> rows)
      throws IOException {
    String status = null;
    boolean any = false;
    boolean entries = false;
    for (String name = json.nextMember(); name != null; name = json.nextMember()) {
      any = true;
      boolean expected = name.equals(list) || IDENTIFIER.matcher(name).matches();
      if (json.isArray() && expected) {
        entries = true;
        JsonArray.items(json, keep, row, rows);
      } else if (json.isObject() && expected) {
        entries = true;
        entry(json.row(keep), row, rows);
      } else if (json.isArray() || json.isObject()) {
        throw json.refusal("\"%s\" is not of this format.".formatted(shown(name)));
      } else if (name.equals("query_status")) {
        status = json.scalar();
      }
    }
    check(any, entries, status, list);
  }

  private static void check(boolean any, boolean entries, @Nullable String status, String list) {
    if (status != null && !GOOD.contains(status)) {
      throw Refusal.unusable(
          "The source answered \"%s\" instead of data.".formatted(shown(status)));
    }
    if (any && !entries && !(status != null && !status.equals("ok"))) {
      throw Refusal.unusable("There is neither \"%s\" nor an entry by number.".formatted(list));
    }
  }

  private static void entry(JsonRow entry, Function<JsonRow, Row> row, Consumer<Row> rows) {
    Row.Unreadable problem = entry.problem();
    rows.accept(problem == null ? row.apply(entry) : problem);
  }

  /** A word of the source, short and plain enough for a message. */
  private static String shown(String word) {
    String plain = word.replaceAll("[^\\w .:-]", "?");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
  }
}

package io.bailiwick.ingest.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of JSON as feeds use it; {@code null} is the same as absent. */
sealed interface JsonValue {

  /** A string; a number or a truth value as it is written. */
  record Text(String text) implements JsonValue {}

  record Items(List<JsonValue> items) implements JsonValue {}

  /** An object. Of members of one name, the last counts. */
  record Members(Map<String, JsonValue> members) implements JsonValue {

    @Nullable JsonValue get(String name) {
      return members.get(name);
    }

    /** The text of a member; null where it is absent, empty or no scalar. */
    @Nullable String text(String name) {
      return get(name) instanceof Text(String text) && !text.isBlank() ? text : null;
    }

    /** Whether a member says so: {@code true}, {@code "yes"}, {@code 1} … */
    boolean flag(String name) {
      String text = text(name);
      return text != null && GenericCsv.isTrue(text);
    }

    /** The words of a member: the strings of an array, or one string taken apart. */
    List<String> words(String name) {
      return JsonValue.words(get(name));
    }

    /** What a path of names leads to, as in {@code attack.url}; names with dots go first. */
    @Nullable JsonValue at(String path) {
      JsonValue whole = get(path);
      int dot = path.indexOf('.');
      if (whole != null || dot < 0) {
        return whole;
      }
      return get(path.substring(0, dot)) instanceof Members inner
          ? inner.at(path.substring(dot + 1))
          : null;
    }
  }

  static List<String> words(@Nullable JsonValue value) {
    return switch (value) {
      case null -> List.of();
      case Text(String text) -> GenericCsv.words(text);
      case Items(List<JsonValue> items) -> {
        List<String> words = new ArrayList<>();
        for (JsonValue item : items) {
          if (item instanceof Text(String text) && !text.isBlank()) {
            words.add(text.strip());
          }
        }
        yield List.copyOf(words);
      }
      case Members members -> List.of();
    };
  }
}

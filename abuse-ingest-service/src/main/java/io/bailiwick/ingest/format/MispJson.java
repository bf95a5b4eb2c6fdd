package io.bailiwick.ingest.format;

import io.bailiwick.ingest.rejection.ChildAbuseWords;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MISP events: one, several after one another, an array of them, or the answer of a search. A row
 * is an attribute, be it of the event or of one of its objects. Tags of the event count for all of
 * its attributes and may come after them, so that the rows of an event wait for its end. Of what is
 * tagged as child-abuse material there remains that there was a row.
 */
final class MispJson implements FeedFormat {
  private static final Set<String> KEEP =
      Set.of(
          "type",
          "value",
          "to_ids",
          "deleted",
          "timestamp",
          "first_seen",
          "category",
          "Tag",
          "name");
  private static final Set<String> TAG = Set.of("name");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    try (RowSpool spool = new RowSpool();
        JsonDocument json = new JsonDocument(lines)) {
      Reading reading = new Reading(json, spool, rows);
      while (json.nextDocument()) {
        reading.document();
      }
      reading.end();
    }
  }

  private static final class Reading {
    private final JsonDocument json;
    private final RowSpool spool;
    private final Consumer<Row> rows;
    private boolean manifest;
    private boolean events;

    Reading(JsonDocument json, RowSpool spool, Consumer<Row> rows) {
      this.json = json;
      this.spool = spool;
      this.rows = rows;
    }

    void document() throws IOException {
      if (json.isArray()) {
        events = true;
        while (json.nextItem()) {
          wrapped();
        }
      } else {
        wrapped();
      }
    }

    void end() {
      if (manifest && !events) {
        throw Refusal.unusable("A manifest only names events; send the events themselves.");
      }
    }

    /** {@code {"Event":{…}}}, the answer of a search, or the manifest of a feed. */
    private void wrapped() throws IOException {
      if (!json.isObject()) {
        throw json.refusal("Not an event.");
      }
      boolean any = false;
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        if (name.equals("Event") && json.isObject()) {
          any = true;
          event();
        } else if (name.equals("response") && (json.isArray() || json.isObject())) {
          any = true;
          response();
        } else if (UUID.matcher(name).matches() && json.isObject()) {
          any = true;
          manifest = true;
          json.skip();
        } else {
          json.skip();
        }
      }
      if (!any) {
        throw json.refusal("Neither an event nor the answer of a search.");
      }
    }

    private void response() throws IOException {
      events = true;
      if (json.isArray()) {
        while (json.nextItem()) {
          wrapped();
        }
        return;
      }
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        if (name.equals("Attribute") && json.isArray()) {
          attributes();
        } else {
          json.skip();
        }
      }
      flush(List.of());
    }

    private void event() throws IOException {
      events = true;
      List<String> tags = new ArrayList<>();
      for (String name = json.nextMember(); name != null; name = json.nextMember()) {
        if (name.equals("Attribute") && json.isArray()) {
          attributes();
        } else if (name.equals("Object") && json.isArray()) {
          objects();
        } else if (name.equals("Tag") && json.isArray()) {
          while (json.nextItem()) {
            String tag = json.row(TAG).members().text("name");
            if (tag != null) {
              tags.add(tag);
            }
          }
        } else {
          json.skip();
        }
      }
      flush(tags);
    }

    private void objects() throws IOException {
      while (json.nextItem()) {
        if (!json.isObject()) {
          spool.put(0, row(json.row(KEEP)));
          continue;
        }
        for (String name = json.nextMember(); name != null; name = json.nextMember()) {
          if (name.equals("Attribute") && json.isArray()) {
            attributes();
          } else {
            json.skip();
          }
        }
      }
    }

    private void attributes() throws IOException {
      while (json.nextItem()) {
        spool.put(0, row(json.row(KEEP)));
      }
    }

    private void flush(List<String> tags) throws IOException {
      spool.drain((mark, row) -> rows.accept(tagged(row, tags)));
    }
  }

  private static Row tagged(Row row, List<String> tags) {
    if (tags.stream().anyMatch(ChildAbuseWords::mean)) {
      return refused(row.line());
    }
    if (tags.isEmpty() || !(row instanceof Row.Report report)) {
      return row;
    }
    // Before the category, which is the last word and the vaguest.
    List<String> words = new ArrayList<>(report.threats());
    words.addAll(words.isEmpty() ? 0 : words.size() - 1, tags);
    return new Row.Report(
        report.line(),
        report.raw(),
        report.value(),
        report.time(),
        report.type(),
        words,
        report.compromised() || GenericCsv.saysCompromised(tags));
  }

  private static Row row(JsonRow attribute) {
    Row.Unreadable problem = attribute.problem();
    if (problem != null) {
      // Its tags could not be read, and may stand in what would be kept of it.
      return ChildAbuseWords.mean(problem.raw()) ? refused(problem.line()) : problem;
    }
    JsonValue.Members members = attribute.members();
    List<String> tags = tags(members.get("Tag"));
    if (tags.stream().anyMatch(ChildAbuseWords::mean)) {
      return refused(attribute.line());
    }
    String type = members.text("type");
    if (type == null) {
      return attribute.unreadable(RejectionReason.MALFORMED_ROW, "The attribute has no type.");
    }
    type = type.toLowerCase(Locale.ROOT);
    String value = members.text("value");
    int bar = type.indexOf('|');
    if (bar >= 0) {
      // domain|ip, hostname|port, ip-dst|port: the value is two values; the first one is meant.
      int valueBar = value == null ? -1 : value.indexOf('|');
      value = value == null || valueBar < 0 ? value : value.substring(0, valueBar);
      type = type.substring(0, bar);
    }
    String changed = members.text("timestamp");
    if (members.flag("deleted")) {
      return new Row.Withdrawal(
          attribute.line(), attribute.raw(), value == null ? "" : value, type, changed);
    }
    if (!members.flag("to_ids")) {
      return attribute.unreadable(
          RejectionReason.NOT_ACTIONABLE, "The attribute is context (to_ids is not set).");
    }
    String seen = members.text("first_seen");
    List<String> words = new ArrayList<>(tags);
    String category = members.text("category");
    words.add(category == null ? "" : category);
    return attribute.report(
        value, seen == null ? changed : seen, type, words, GenericCsv.saysCompromised(tags));
  }

  private static Row refused(long line) {
    return new Row.Unreadable(
        line, "", RejectionReason.REFUSED_CATEGORY, "Of this category nothing is kept.");
  }

  private static List<String> tags(@Nullable JsonValue value) {
    List<String> tags = new ArrayList<>();
    if (value instanceof JsonValue.Items(List<JsonValue> items)) {
      for (JsonValue item : items) {
        String name = item instanceof JsonValue.Members members ? members.text("name") : null;
        if (name != null) {
          tags.add(name);
        }
      }
    }
    return tags;
  }
}

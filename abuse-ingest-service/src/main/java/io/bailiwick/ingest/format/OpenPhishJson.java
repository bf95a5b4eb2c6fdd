package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The premium feed of OpenPhish: JSON lines. Phishing kits hold the e-mail addresses of those who
 * run them: what is kept of a row beside its rejection is put together anew without them.
 */
final class OpenPhishJson implements FeedFormat {
  private static final Set<String> KEEP =
      Set.of("url", "isotime", "discover_time", "host", "ip", "tld", "brand", "family_id");

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s\"'<>,;:/?&=@]{1,64}(?:@|\\\\u0040|%40)[^\\s\"'<>,;:/?&=@]{1,253}");
  private static final Pattern PERSONAL =
      Pattern.compile("\"(?:e-?mails?|phishing_kit|kit)\"?", Pattern.CASE_INSENSITIVE);

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    JsonLines.read(lines, KEEP, OpenPhishJson::row, row -> rows.accept(withoutPersons(row)));
  }

  private static Row row(JsonRow row) {
    JsonValue.Members entry = row.members();
    String time = entry.text("isotime");
    return new JsonRow(row.line(), rendered(entry), entry, null)
        .report(
            entry.text("url"),
            time == null ? entry.text("discover_time") : time,
            "url",
            List.of("phishing"),
            false);
  }

  /** The kept members as JSON; what is no plain text is left out. */
  private static String rendered(JsonValue.Members entry) {
    return Lines.raw(
        entry.members().entrySet().stream()
            .filter(member -> member.getValue() instanceof JsonValue.Text)
            .map(OpenPhishJson::rendered)
            .collect(Collectors.joining(",", "{", "}")));
  }

  private static String rendered(Map.Entry<String, JsonValue> member) {
    String text = member.getValue() instanceof JsonValue.Text(String value) ? value : "";
    String shown = member.getKey().equals("url") ? text : EMAIL.matcher(text).replaceAll("…");
    return "\"%s\":\"%s\""
        .formatted(member.getKey(), shown.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** Of a line that could not be read, the part before anything personal. */
  private static Row withoutPersons(Row row) {
    if (!(row instanceof Row.Unreadable bad)) {
      return row;
    }
    var personal = PERSONAL.matcher(bad.raw());
    String start = personal.find() ? bad.raw().substring(0, personal.start()) + "…" : bad.raw();
    return new Row.Unreadable(
        bad.line(), EMAIL.matcher(start).replaceAll("…"), bad.reason(), bad.detail());
  }
}

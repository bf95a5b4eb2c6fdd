package io.bailiwick.ingest.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Any JSON lines, mapped by member names; a path with dots leads into nested objects. */
final class GenericJsonLines implements FeedFormat {
  private final Columns columns;

  GenericJsonLines(Columns columns) {
    this.columns = columns;
  }

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    JsonLines.read(lines, null, this::row, rows);
  }

  private Row row(JsonRow row) {
    JsonValue.Members members = row.members();
    List<String> tags = JsonValue.words(at(members, columns.tags()));
    List<String> threats = new ArrayList<>();
    String threat = text(members, columns.threat());
    if (threat != null) {
      threats.add(threat);
    } else {
      threats.addAll(JsonValue.words(at(members, columns.threat())));
    }
    threats.addAll(tags);
    String type = text(members, columns.type());
    String compromised = text(members, columns.compromised());
    return row.report(
        text(members, columns.value()),
        text(members, columns.time()),
        type == null ? null : type.toLowerCase(Locale.ROOT),
        threats,
        GenericCsv.saysCompromised(tags)
            || (compromised != null && GenericCsv.isTrue(compromised)));
  }

  private static @Nullable JsonValue at(JsonValue.Members members, @Nullable String path) {
    return path == null ? null : members.at(path.strip());
  }

  private static @Nullable String text(JsonValue.Members members, @Nullable String path) {
    return at(members, path) instanceof JsonValue.Text(String text)
        ? GenericCsv.emptyToNull(text)
        : null;
  }
}

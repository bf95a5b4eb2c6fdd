package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.Lines.Line;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A hosts file as block lists come: an address to nowhere, then one name or several. What follows
 * {@code #} is a remark, and so are the lines that every machine has for itself.
 */
final class HostsFile implements FeedFormat {
  private static final Pattern SPACE = Pattern.compile("[ \\t]+");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");
  private static final Set<String> LOCAL =
      Set.of(
          "localhost",
          "localhost.localdomain",
          "localhost4",
          "localhost6",
          "local",
          "broadcasthost",
          "ip6-localhost",
          "ip6-loopback",
          "ip6-localnet",
          "ip6-mcastprefix",
          "ip6-allnodes",
          "ip6-allrouters",
          "ip6-allhosts",
          "0.0.0.0");

  @Override
  public void read(Lines lines, Consumer<Row> rows) throws IOException {
    for (Line line = lines.next(); line != null; line = lines.next()) {
      if (line.problem() != null) {
        rows.accept(line.unreadable());
      } else {
        names(line, rows);
      }
    }
  }

  private static void names(Line line, Consumer<Row> rows) {
    int remark = line.text().indexOf('#');
    String text = (remark < 0 ? line.text() : line.text().substring(0, remark)).strip();
    if (text.isEmpty()) {
      return;
    }
    String[] words = SPACE.split(text);
    if (words.length < 2 || !ADDRESS.matcher(words[0]).matches()) {
      rows.accept(
          line.unreadable(RejectionReason.MALFORMED_ROW, "Not an address and names after it."));
      return;
    }
    for (int i = 1; i < words.length; i++) {
      if (!LOCAL.contains(words[i].toLowerCase(Locale.ROOT))) {
        // Of a line of many names, each is kept with its own; a line may hold thousands.
        String raw = words.length == 2 ? line.text() : words[0] + " " + words[i];
        rows.accept(
            new Row.Report(
                line.number(), Lines.raw(raw), words[i], null, "host", List.of(), false));
      }
    }
  }
}

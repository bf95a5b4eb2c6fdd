package io.bailiwick.launcher.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What a benchmark says, to whoever watches and to its file, and whether all was as it must be. */
final class Findings {
  private final PrintStream out;
  private final StringBuilder text = new StringBuilder();
  private boolean asItMust = true;

  Findings(PrintStream out) {
    this.out = out;
  }

  void say(String format, Object... values) {
    String line = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    out.println(line);
    text.append(line).append('\n');
  }

  void check(boolean right, String what, Object... values) {
    if (!right) {
      asItMust = false;
      say("  NOT AS EXPECTED: " + what, values);
    }
  }

  /** The facts of troubled work are those of the same work done in peace. */
  void compare(Map<String, String> troubled, Map<String, String> peaceful) {
    peaceful.forEach(
        (table, expected) -> {
          String facts = troubled.getOrDefault(table, "nothing");
          check(facts.equals(expected), "%s: %s, in peace %s", table, facts, expected);
        });
  }

  /**
   * Says how it came out, and writes it all to {@code target/bench}.
   *
   * @return whether all was as it must be
   */
  boolean end(Path root, String name, String achieved) throws IOException {
    say(asItMust ? "All as it must be: " + achieved + "." : "NOT all as it must be; see above.");
    Path file = root.resolve("target/bench").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    out.println("Written to " + root.relativize(file));
    return asItMust;
  }
}

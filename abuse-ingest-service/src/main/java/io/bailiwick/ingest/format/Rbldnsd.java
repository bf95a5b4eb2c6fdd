package io.bailiwick.ingest.format;

import io.bailiwick.ingest.format.Lines.Line;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name set of rbldnsd (dnset): names with the answer that the DNS gives for them. {@code
 * name[:code:text]} is a name, {@code .name} the name and all below it, {@code *.name} only what is
 * below; {@code :code:text} is the answer for the names that follow; {@code !name} is excluded;
 * {@code $…} directs the server; {@code #} and {@code ;} begin remarks.
 */
final class Rbldnsd {

  /** What rbldnsd answers where the file does not say. */
  private static final Code DEFAULT = new Code(127, 0, 0, 2);

  private static final Pattern ENTRY = Pattern.compile("([^\\s:]+)(?:\\s*:([^:]*)(?::.*)?|\\s.*)?");
  private static final Pattern GROUP = Pattern.compile(":([^:]*)(?::.*)?");
  private static final Pattern CODE =
      Pattern.compile("(?:(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.)?(\\d{1,3})");

  /** An answer, an IPv4 address that is a code. */
  record Code(int a, int b, int c, int d) {

    /** Null where the text is none; a number alone stands for 127.0.0.x. */
    static @Nullable Code parse(String text) {
      String word = text.strip();
      if (word.isEmpty()) {
        return DEFAULT;
      }
      Matcher matcher = CODE.matcher(word);
      if (!matcher.matches()) {
        return null;
      }
      Code code =
          matcher.group(1) == null
              ? new Code(127, 0, 0, Integer.parseInt(matcher.group(4)))
              : new Code(
                  Integer.parseInt(matcher.group(1)),
                  Integer.parseInt(matcher.group(2)),
                  Integer.parseInt(matcher.group(3)),
                  Integer.parseInt(matcher.group(4)));
      return code.a <= 255 && code.b <= 255 && code.c <= 255 && code.d <= 255 ? code : null;
    }

    /** Of 127.255.255.0/24, with which lists answer queries that they do not accept. */
    boolean isRefusedQuery() {
      return a == 127 && b == 255 && c == 255;
    }

    @Override
    public String toString() {
      return a + "." + b + "." + c + "." + d;
    }
  }

  /** What a list means by a code. */
  sealed interface Meaning {

    /** A listing, with the words for it. */
    record Listed(List<String> words, boolean compromised) implements Meaning {}

    /** An answer that is an error of the query. */
    record NoAnswer() implements Meaning {}
  }

  private final Function<Code, Meaning> meanings;
  private final Set<String> testPoints;

  /** Null after a group line that could not be read: what follows it means nobody knows what. */
  private @Nullable Code group = DEFAULT;

  /**
   * @param testPoints names that are listed so that users can test, lower case
   */
  Rbldnsd(Function<Code, Meaning> meanings, Set<String> testPoints) {
    this.meanings = meanings;
    this.testPoints = testPoints;
  }

  void read(Lines lines, Consumer<Row> rows) throws IOException {
    for (Line line = lines.next(); line != null; line = lines.next()) {
      String text = line.text().strip();
      if (line.problem() != null) {
        rows.accept(line.unreadable());
      } else if (text.startsWith(":") && !text.startsWith(":$")) {
        Matcher matcher = GROUP.matcher(text);
        group = matcher.matches() ? Code.parse(matcher.group(1)) : null;
        if (group == null) {
          rows.accept(
              line.unreadable(
                  RejectionReason.MALFORMED_ROW, "Not the answer of a group of names."));
        }
      } else if (text.startsWith("$DATASET")) {
        // A file of several sets: answers are those of a set.
        group = DEFAULT;
      } else if (!isRemark(text)) {
        rows.accept(entry(line, text));
      }
    }
  }

  private static boolean isRemark(String text) {
    return text.isEmpty() || "#;$:".indexOf(text.charAt(0)) >= 0;
  }

  private Row entry(Line line, String text) {
    boolean excluded = text.startsWith("!");
    Matcher matcher = ENTRY.matcher(excluded ? text.substring(1).strip() : text);
    if (!matcher.matches()) {
      return line.unreadable(RejectionReason.MALFORMED_ROW, "Not a name of a name set.");
    }
    String name = name(matcher.group(1));
    if (excluded) {
      return line.unreadable(
          RejectionReason.NOT_ACTIONABLE, "The source excludes the name from its list.");
    }
    String own = matcher.group(2);
    Code code = own == null || own.isBlank() ? group : Code.parse(own);
    if (code == null) {
      return line.unreadable(
          RejectionReason.MALFORMED_ROW, "The answer for the name cannot be read.");
    }
    return switch (meanings.apply(code)) {
      case Meaning.NoAnswer error ->
          line.unreadable(
              RejectionReason.ERROR_CODE, "%s is an error, no listing.".formatted(code));
      case Meaning.Listed listed when isTestPoint(name) ->
          line.unreadable(RejectionReason.NOT_ACTIONABLE, "A test point, no listing.");
      case Meaning.Listed listed ->
          new Row.Report(
              line.number(),
              Lines.raw(line.text()),
              name,
              null,
              "domain",
              listed.words(),
              listed.compromised());
    };
  }

  /** A listing of a name with all below it is a listing of the name. */
  private static String name(String entry) {
    if (entry.startsWith("*.")) {
      return entry.substring(2);
    }
    return entry.startsWith(".") ? entry.substring(1) : entry;
  }

  private boolean isTestPoint(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return testPoints.stream()
        .anyMatch(point -> lower.equals(point) || lower.endsWith("." + point));
  }
}

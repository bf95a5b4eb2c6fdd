package io.bailiwick.common.trace;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request's path as a log may hold it: identifiers, numbers and months as they came, and "*" for
 * every part that may be a domain name or an address of mail, has an escape or a character that
 * forges a line, or is longer than anything of ours.
 */
public final class LoggedPath {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{0,64}");
  private static final int MOST_PARTS = 12;

  private LoggedPath() {}

  /**
   * @param path as it came, escapes and all; null: there was none
   */
  public static String of(@Nullable String path) {
    if (path == null) {
      return "/";
    }
    String[] parts = path.split("/", MOST_PARTS + 1);
    return Arrays.stream(parts)
        .map(part -> PLAIN.matcher(part).matches() ? part : "*")
        .collect(Collectors.joining("/"));
  }
}

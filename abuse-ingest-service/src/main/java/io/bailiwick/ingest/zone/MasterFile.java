package io.bailiwick.ingest.zone;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a master file (RFC 1035, section 5), a record at a time: {@code $ORIGIN} and {@code $TTL},
 * names relative to the origin, {@code @}, owners left out, parentheses over lines, comments,
 * quoted strings, escapes. Memory does not grow with the file.
 */
final class MasterFile {
  private static final int LONGEST_TOKEN = 64 << 10;
  private static final int LONGEST_RECORD = 1 << 20;
  private static final Set<String> CLASSES = Set.of("IN", "CH", "CS", "HS");

  /** Takes the records. */
  interface Sink {
    /**
     * @param owner lower case, absolute, without its final dot
     * @param type upper case
     * @param data tokens of the record's data
     */
    void record(String owner, String type, List<String> data) throws IOException;
  }

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final List<String> tokens = new ArrayList<>();
  private int position;
  private int limit;
  private long line = 1;
  private long recordLine = 1;
  private boolean ownerLeftOut;
  private String origin;
  private @Nullable String owner;

  /**
   * @param origin in force at the beginning: the zone, without its final dot
   */
  MasterFile(InputStream in, String origin) {
    this.in = in;
    this.origin = origin.toLowerCase(Locale.ROOT);
  }

  /** Reads to the end. */
  void read(Sink sink) throws IOException {
    while (next()) {
      if (tokens.isEmpty()) {
        continue;
      }
      if (!ownerLeftOut && tokens.getFirst().startsWith("$")) {
        directive();
      } else {
        record(sink);
      }
    }
  }

  private void directive() {
    String name = tokens.getFirst().toUpperCase(Locale.ROOT);
    switch (name) {
      case "$ORIGIN" -> {
        if (tokens.size() < 2) {
          throw at("$ORIGIN without a name");
        }
        origin = absolute(tokens.get(1));
      }
      case "$TTL" -> {
        // times are of no account here
      }
      default -> throw at("the directive %s is not taken".formatted(name.toLowerCase(Locale.ROOT)));
    }
  }

  private void record(Sink sink) throws IOException {
    int next = 0;
    if (!ownerLeftOut) {
      owner = absolute(tokens.get(next++));
    }
    if (owner == null) {
      throw at("a record without an owner");
    }
    while (next < tokens.size() && isTtlOrClass(tokens.get(next))) {
      next++;
    }
    if (next >= tokens.size()) {
      throw at("a record without a type");
    }
    String type = tokens.get(next).toUpperCase(Locale.ROOT);
    sink.record(owner, type, tokens.subList(next + 1, tokens.size()));
  }

  /** A time begins with a digit, and no type does. */
  private static boolean isTtlOrClass(String token) {
    char first = token.isEmpty() ? ' ' : token.charAt(0);
    return (first >= '0' && first <= '9') || CLASSES.contains(token.toUpperCase(Locale.ROOT));
  }

  private String absolute(String name) {
    if (name.equals("@")) {
      return origin;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(".")) {
      return "";
    }
    if (lower.endsWith(".") && !lower.endsWith("\\.")) {
      return lower.substring(0, lower.length() - 1);
    }
    return origin.isEmpty() ? lower : lower + "." + origin;
  }

  /** The tokens of the next record, which parentheses carry over lines; false at the end. */
  private boolean next() throws IOException {
    tokens.clear();
    recordLine = line;
    StringBuilder token = new StringBuilder();
    boolean inToken = false;
    int depth = 0;
    int length = 0;
    int c = byteOrEnd();
    if (c < 0) {
      return false;
    }
    ownerLeftOut = c == ' ' || c == '\t';
    while (true) {
      if (++length > LONGEST_RECORD || token.length() > LONGEST_TOKEN) {
        throw at("a record that does not end");
      }
      switch (c) {
        case -1, '\n' -> {
          inToken = finish(token, inToken);
          if (c < 0) {
            if (depth > 0) {
              throw at("a parenthesis that is not closed");
            }
            return true;
          }
          line++;
          if (depth == 0) {
            return true;
          }
        }
        case ' ', '\t', '\r' -> inToken = finish(token, inToken);
        case ';' -> {
          inToken = finish(token, inToken);
          c = skipComment();
          continue;
        }
        case '(' -> {
          inToken = finish(token, inToken);
          depth++;
        }
        case ')' -> {
          inToken = finish(token, inToken);
          if (--depth < 0) {
            throw at("a parenthesis that was not opened");
          }
        }
        case '"' -> {
          quoted(token);
          inToken = true;
        }
        case '\\' -> {
          int escaped = byteOrEnd();
          if (escaped < 0 || escaped == '\n') {
            throw at("an escape of nothing");
          }
          token.append('\\').append((char) escaped);
          inToken = true;
        }
        default -> {
          token.append((char) c);
          inToken = true;
        }
      }
      c = byteOrEnd();
    }
  }

  private boolean finish(StringBuilder token, boolean inToken) {
    if (inToken) {
      tokens.add(token.toString());
      token.setLength(0);
    }
    return false;
  }

  private void quoted(StringBuilder token) throws IOException {
    for (int c = byteOrEnd(); c != '"'; c = byteOrEnd()) {
      if (c < 0 || token.length() > LONGEST_TOKEN) {
        throw at("a quote that is not closed");
      }
      if (c == '\\') {
        token.append('\\');
        c = byteOrEnd();
      }
      if (c == '\n') {
        line++;
      }
      token.append((char) c);
    }
  }

  /** Up to the end of the line, which is given back. */
  private int skipComment() throws IOException {
    int c = byteOrEnd();
    while (c >= 0 && c != '\n') {
      c = byteOrEnd();
    }
    return c;
  }

  private int byteOrEnd() throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
    }
    return buffer[position++] & 0xff;
  }

  private Refusal at(String fault) {
    return Refusal.unusable("Line %,d of the zone file: %s.".formatted(recordLine, fault));
  }
}

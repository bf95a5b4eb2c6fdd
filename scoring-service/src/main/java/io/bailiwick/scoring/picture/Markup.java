package io.bailiwick.scoring.picture;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements that are well-formed as XML and mean the same inside HTML. Text and attribute
 * values are always escaped; names of elements and attributes come from this service only. What XML
 * cannot hold at all, and what turns the direction of the text around it, becomes U+FFFD.
 */
public final class Markup {

  private static final int REPLACEMENT = 0xFFFD;

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String name, String... attributes) {
    tag(name, attributes);
    out.append('>');
    open.push(name);
    return this;
  }

  /** An element without content; of HTML only those that never have any. */
  public Markup empty(String name, String... attributes) {
    tag(name, attributes);
    out.append("/>");
    return this;
  }

  /** An element that holds a text. */
  public Markup element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** A text. */
  public Markup text(String text) {
    text.codePoints().forEach(this::escape);
    return this;
  }

  /** Closes the innermost element that is open. */
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** A picture that this writer has made, as it is. */
  public Markup picture(Picture picture) {
    out.append(picture.svg());
    return this;
  }

  /** A style sheet of this service, as it is. */
  public Markup style(String sheet) {
    out.append("<style>").append(sheet).append("</style>");
    return this;
  }

  /**
   * The whole text.
   *
   * @throws IllegalStateException if an element is still open
   */
  public String finished() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void tag(String name, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("an attribute of " + name + " without a value");
    }
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      text(attributes[i + 1]);
      out.append('"');
    }
  }

  private void escape(int point) {
    switch (point) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT);
    }
  }

  private static boolean isAllowed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\n' || point == '\t';
      case Character.SURROGATE, Character.UNASSIGNED -> false;
      case Character.FORMAT -> !turnsDirection(point);
      default -> true;
    };
  }

  private static boolean turnsDirection(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }
}

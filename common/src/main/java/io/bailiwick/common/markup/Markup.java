package io.bailiwick.common.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements that are well-formed as XML and mean the same inside HTML. Text and attribute
 * values are always escaped; names of elements and attributes come from the code only. What XML
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

  /** What such a writer has made, as it is. */
  public Markup written(Written part) {
    out.append(part.text());
    return this;
  }

  /** A style sheet out of the code, as it is. */
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

  /** As {@link #finished()}, to be put into another text. */
  public Written asPart() {
    return new Written(finished());
  }

  /** Finished markup. Only this writer makes it, so that what it holds is escaped. */
  public static final class Written {
    private final String text;

    private Written(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
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

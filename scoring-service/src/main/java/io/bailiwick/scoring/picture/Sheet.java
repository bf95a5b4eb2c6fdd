package io.bailiwick.scoring.picture;

import static io.bailiwick.scoring.picture.Numbers.coordinate;

import io.bailiwick.common.markup.Markup;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a picture is drawn on: a white sheet with a title and a description for those who do not see
 * it. Looks are attributes, not styles, so that the strictest content security policy changes
 * nothing.
 */
final class Sheet {

  /** Letter sizes in user units. */
  static final double SMALL = 11;

  static final double NORMAL = 12;
  static final double LARGE = 16;

  /** What an average letter takes of its size, for fitting text. */
  private static final double LETTER = 0.56;

  private final Markup markup = new Markup();

  /**
   * Colours that remain apart for colour-blind readers (Okabe and Ito, Color Universal Design,
   * 2008) and have different greys.
   */
  enum Ink {
    BLACK("#1a1a1a"),
    GREY("#5f5f5f"),
    PALE("#dcdcdc"),
    FAINT("#f3f3f3"),
    WHITE("#ffffff"),
    BLUE("#0072b2"),
    SKY("#cfe5f3"),
    ORANGE("#e69f00"),
    VERMILION("#b84a00");

    final String colour;

    Ink(String colour) {
      this.colour = colour;
    }
  }

  /**
   * A line's look.
   *
   * @param dashes lengths of dashes and gaps, or "none"
   */
  record Stroke(Ink ink, double width, String dashes) {
    static Stroke solid(Ink ink, double width) {
      return new Stroke(ink, width, "none");
    }
  }

  /** Where a text hangs on its place. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    String word() {
      return switch (this) {
        case START -> "start";
        case MIDDLE -> "middle";
        case END -> "end";
      };
    }
  }

  /** A place on the sheet. */
  record Spot(double x, double y) {}

  /**
   * @param id begins every identifier of the picture, so that several may stand on one page
   */
  Sheet(String id, double width, double height, String title, String description) {
    markup
        .open(
            "svg",
            "xmlns",
            "http://www.w3.org/2000/svg",
            "role",
            "img",
            "aria-labelledby",
            id + "-title " + id + "-description",
            "viewBox",
            "0 0 " + coordinate(width) + " " + coordinate(height),
            "width",
            coordinate(width),
            "height",
            coordinate(height),
            "font-family",
            "'Noto Sans', 'Liberation Sans', Arial, Helvetica, sans-serif")
        .element("title", title, "id", id + "-title")
        .element("desc", description, "id", id + "-description");
    box(0, 0, width, height, Ink.WHITE, "");
  }

  void line(Spot from, Spot to, Stroke stroke) {
    markup.empty(
        "line",
        "x1",
        coordinate(from.x()),
        "y1",
        coordinate(from.y()),
        "x2",
        coordinate(to.x()),
        "y2",
        coordinate(to.y()),
        "stroke",
        stroke.ink().colour,
        "stroke-width",
        coordinate(stroke.width()),
        "stroke-dasharray",
        stroke.dashes());
  }

  /** A line through several spots; nothing for fewer than two. */
  void path(List<Spot> spots, Stroke stroke, String kind) {
    if (spots.size() < 2) {
      return;
    }
    markup.empty(
        "polyline",
        "data-kind",
        kind,
        "points",
        points(spots),
        "fill",
        "none",
        "stroke",
        stroke.ink().colour,
        "stroke-width",
        coordinate(stroke.width()),
        "stroke-dasharray",
        stroke.dashes());
  }

  /** A filled shape through several spots. */
  void area(List<Spot> spots, Ink fill, String kind) {
    if (spots.size() > 2) {
      markup.empty("polygon", "data-kind", kind, "points", points(spots), "fill", fill.colour);
    }
  }

  private static String points(List<Spot> spots) {
    return spots.stream()
        .map(spot -> coordinate(spot.x()) + "," + coordinate(spot.y()))
        .collect(Collectors.joining(" "));
  }

  /** A box, with a text that shows where it is pointed at unless that is empty. */
  void box(double x, double y, double width, double height, Ink fill, String hover) {
    String[] attributes = {
      "x",
      coordinate(x),
      "y",
      coordinate(y),
      "width",
      coordinate(width),
      "height",
      coordinate(height),
      "fill",
      fill.colour
    };
    hovering("rect", hover, attributes);
  }

  /**
   * A mark whose shape says what it is also where colours are not seen.
   *
   * @param kind kept as {@code data-kind}
   */
  void mark(Mark mark, Spot spot, String hover) {
    double x = spot.x();
    double y = spot.y();
    double r = mark.radius;
    String look = mark.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String[] ink = {
      "data-kind",
      look,
      "fill",
      mark.fill.colour,
      "stroke",
      mark.stroke.colour,
      "stroke-width",
      "1.2"
    };
    switch (mark.shape) {
      case CIRCLE ->
          hovering(
              "circle",
              hover,
              joined(ink, "cx", coordinate(x), "cy", coordinate(y), "r", coordinate(r)));
      case TRIANGLE ->
          hovering(
              "polygon",
              hover,
              joined(
                  ink,
                  "points",
                  points(
                      List.of(
                          new Spot(x, y - 1.2 * r),
                          new Spot(x + 1.1 * r, y + 0.8 * r),
                          new Spot(x - 1.1 * r, y + 0.8 * r)))));
      case DIAMOND ->
          hovering(
              "polygon",
              hover,
              joined(
                  ink,
                  "points",
                  points(
                      List.of(
                          new Spot(x, y - 1.3 * r),
                          new Spot(x + 1.3 * r, y),
                          new Spot(x, y + 1.3 * r),
                          new Spot(x - 1.3 * r, y)))));
      case SQUARE ->
          hovering(
              "rect",
              hover,
              joined(
                  ink,
                  "x",
                  coordinate(x - r),
                  "y",
                  coordinate(y - r),
                  "width",
                  coordinate(2 * r),
                  "height",
                  coordinate(2 * r)));
    }
  }

  /** The marks that the pictures know. */
  enum Mark {
    WITHIN(Shape.CIRCLE, Ink.WHITE, Ink.GREY, 3.2),
    ABOVE_95(Shape.TRIANGLE, Ink.ORANGE, Ink.BLACK, 4.4),
    ABOVE_998(Shape.DIAMOND, Ink.VERMILION, Ink.BLACK, 4.6),
    OWN(Shape.SQUARE, Ink.BLUE, Ink.BLACK, 5.5),
    MONTH(Shape.CIRCLE, Ink.BLUE, Ink.BLUE, 3.6),
    OPEN_MONTH(Shape.CIRCLE, Ink.WHITE, Ink.GREY, 3.6);

    private final Shape shape;
    private final Ink fill;
    private final Ink stroke;
    private final double radius;

    Mark(Shape shape, Ink fill, Ink stroke, double radius) {
      this.shape = shape;
      this.fill = fill;
      this.stroke = stroke;
      this.radius = radius;
    }
  }

  private enum Shape {
    CIRCLE,
    TRIANGLE,
    DIAMOND,
    SQUARE
  }

  private static String[] joined(String[] first, String... rest) {
    String[] all = new String[first.length + rest.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  private void hovering(String name, String hover, String... attributes) {
    if (hover.isEmpty()) {
      markup.empty(name, attributes);
    } else {
      markup.open(name, attributes).element("title", hover).close();
    }
  }

  void text(Spot spot, String text, double size, Anchor anchor, Ink ink) {
    letters(spot, text, size, anchor, ink, "normal");
  }

  void bold(Spot spot, String text, double size, Anchor anchor, Ink ink) {
    letters(spot, text, size, anchor, ink, "bold");
  }

  /** With a rim of white, so that it is read over lines and marks. */
  private void letters(Spot spot, String text, double size, Anchor anchor, Ink ink, String weight) {
    markup.element(
        "text",
        text,
        "x",
        coordinate(spot.x()),
        "y",
        coordinate(spot.y()),
        "font-size",
        coordinate(size),
        "font-weight",
        weight,
        "text-anchor",
        anchor.word(),
        "fill",
        ink.colour,
        "stroke",
        Ink.WHITE.colour,
        "stroke-width",
        "3",
        "stroke-linejoin",
        "round",
        "paint-order",
        "stroke");
  }

  /** A title of the upright axis, read from below. */
  void upright(Spot spot, String text) {
    markup.element(
        "text",
        text,
        "transform",
        "translate(" + coordinate(spot.x()) + " " + coordinate(spot.y()) + ") rotate(-90)",
        "font-size",
        coordinate(NORMAL),
        "text-anchor",
        "middle",
        "fill",
        Ink.BLACK.colour);
  }

  Picture finished() {
    markup.close();
    return new Picture(markup.asPart());
  }

  /** About how long a text becomes. */
  static double width(String text, double size) {
    return text.codePoints().mapToDouble(Sheet::letter).sum() * LETTER * size;
  }

  /** Chinese, Japanese and Korean letters are as wide as two others. */
  private static double letter(int point) {
    return Character.isIdeographic(point) || (point >= 0x3040 && point <= 0xD7FF) ? 1.8 : 1;
  }

  /** A text cut to a length, with a sign that something is missing. */
  static String cut(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int[] points = text.codePoints().toArray();
    for (int point : points) {
      if (width(kept + "…", size) + letter(point) * LETTER * size > width) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.toString().strip() + "…";
  }
}

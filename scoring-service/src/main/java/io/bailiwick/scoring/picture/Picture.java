package io.bailiwick.scoring.picture;

import io.bailiwick.common.markup.Markup;

/** A finished picture. Only this package makes one, so that what it holds is escaped. */
public final class Picture {

  /** The media type of {@link #svg()}. */
  public static final String MEDIA_TYPE = "image/svg+xml";

  private final Markup.Written svg;

  Picture(Markup.Written svg) {
    this.svg = svg;
  }

  /** The picture as an SVG 1.1 element with its namespace, in UTF-16. */
  public String svg() {
    return svg.text();
  }

  Markup.Written markup() {
    return svg;
  }
}

package io.bailiwick.common.page;

/** Media types of whole lists, beside JSON pages. */
public final class PageFormats {

  public static final String CSV = "text/csv";
  public static final String NDJSON = "application/x-ndjson";

  private PageFormats() {}
}

package io.bailiwick.ingest.format;

import org.jspecify.annotations.Nullable;

/** The formats that a feed can be in. */
public enum FormatName {
  /** URLhaus CSV dumps, with 8 or 9 columns. */
  URLHAUS_CSV,
  /** One URL or name a line. */
  LIST,
  /** CSV with a header line, mapped by column names. */
  GENERIC_CSV;

  /**
   * The reader of this format.
   *
   * @throws IllegalArgumentException where a generic CSV comes without its columns
   */
  public FeedFormat format(@Nullable Columns columns) {
    return switch (this) {
      case URLHAUS_CSV -> new UrlhausCsv();
      case LIST -> new PlainList();
      case GENERIC_CSV -> {
        if (columns == null) {
          throw new IllegalArgumentException("a generic CSV needs its columns");
        }
        yield new GenericCsv(columns);
      }
    };
  }
}

package io.bailiwick.launcher.demo;

/** The feeds of the demo: three source families, and a fourth feed that repeats the third. */
enum DemoFeed {
  URLHAUS("urlhaus", "urlhaus", "csv", "text/csv"),
  PHISHLIST("phishlist", "phishlist", "txt", "text/plain"),
  COMMUNITY("community", "community", "csv.xz", "application/x-xz"),
  /**
   * Copies the rows of {@link #COMMUNITY} under other column names: another feed, the same family,
   * no second source.
   */
  MIRROR("community-mirror", "community", "csv.gz", "application/gzip");

  final String slug;
  final String family;
  final String extension;
  final String mediaType;

  DemoFeed(String slug, String family, String extension, String mediaType) {
    this.slug = slug;
    this.family = family;
    this.extension = extension;
    this.mediaType = mediaType;
  }

  boolean timed() {
    return this != PHISHLIST;
  }
}

package io.bailiwick.scoring.simulation;

/** Registrars by their names, for tables. */
enum SizeClass {
  BELOW_100(100, "below 100"),
  BELOW_1_000(1000, "100 to 999"),
  BELOW_10_000(10_000, "1,000 to 9,999"),
  BELOW_100_000(100_000, "10,000 to 99,999"),
  LARGER(Long.MAX_VALUE, "100,000 and more");

  private final long below;
  private final String label;

  SizeClass(long below, String label) {
    this.below = below;
    this.label = label;
  }

  static SizeClass of(long names) {
    for (SizeClass sizes : values()) {
      if (names < sizes.below) {
        return sizes;
      }
    }
    return LARGER;
  }

  String label() {
    return label;
  }
}

package io.bailiwick.launcher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what the services say with what is known to be true, and keeps every difference. */
final class Comparison {
  private final List<String> differences = new ArrayList<>();
  private int compared;

  void same(String what, @Nullable Object expected, @Nullable Object actual) {
    compared++;
    if (!Objects.equals(expected, actual)) {
      differences.add("%s: expected %s, found %s".formatted(what, expected, actual));
    }
  }

  void that(boolean holds, String what) {
    compared++;
    if (!holds) {
      differences.add(what);
    }
  }

  /** Equal but for rounding in the last shown place. */
  void near(String what, double expected, double actual, double tolerance) {
    that(
        Math.abs(expected - actual) <= tolerance,
        "%s: expected %s, found %s".formatted(what, expected, actual));
  }

  int compared() {
    return compared;
  }

  List<String> differences() {
    return differences;
  }
}

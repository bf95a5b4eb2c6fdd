package io.bailiwick.qpi.kpi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a definition names what it is made of: one of {@link Quantity}, or a column of a series that
 * the registry imports, {@code series/mail-hygiene/numerator}.
 */
public final class QuantityName {

  /** The form of a series' name. */
  public static final String SERIES = "[a-z][a-z0-9-]{1,39}";

  private static final Pattern OF_SERIES =
      Pattern.compile("series/(" + SERIES + ")/(numerator|denominator)");

  private QuantityName() {}

  /** A column of a series. */
  public enum Column {
    NUMERATOR("numerator"),
    DENOMINATOR("denominator");

    private final String words;

    Column(String words) {
      this.words = words;
    }
  }

  public static String of(String series, Column column) {
    return "series/" + series + "/" + column.words;
  }

  public static Optional<Quantity> builtIn(String name) {
    for (Quantity quantity : Quantity.values()) {
      if (quantity.name().equals(name)) {
        return Optional.of(quantity);
      }
    }
    return Optional.empty();
  }

  /** The series that the quantity is a column of; empty for others. */
  public static Optional<String> series(String name) {
    Matcher matcher = OF_SERIES.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether a definition may name it. */
  public static boolean isKnown(String name) {
    return builtIn(name).isPresent() || series(name).isPresent();
  }

  /** The quantity inside a sentence. */
  public static String words(String name) {
    return builtIn(name)
        .map(Quantity::words)
        .orElseGet(
            () ->
                series(name)
                    .map(
                        series ->
                            name.substring(name.lastIndexOf('/') + 1) + " of the series " + series)
                    .orElse(name));
  }
}

package io.bailiwick.qpi.kpi;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One step of an indicator: a value that reaches the bound earns the points.
 *
 * @param bound reached when the value is at least this (higher is better) or at most this (lower is
 *     better); null for the last band, which takes all the rest
 * @param points 0 to 100
 */
public record Band(@Nullable BigDecimal bound, BigDecimal points) {

  public Band {
    requireNonNull(points, "points");
  }

  boolean reachedBy(Fraction value, Direction direction) {
    if (bound == null) {
      return true;
    }
    int compared = value.compareTo(bound);
    return switch (direction) {
      case HIGHER_IS_BETTER -> compared >= 0;
      case LOWER_IS_BETTER -> compared <= 0;
    };
  }
}

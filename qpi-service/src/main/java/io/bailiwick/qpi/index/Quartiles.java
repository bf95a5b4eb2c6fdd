package io.bailiwick.qpi.index;

import io.bailiwick.qpi.kpi.Fraction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How a group of peers is spread, without anybody's own number: by nearest rank (the smallest value
 * that a quarter, half, three quarters of them do not exceed), rounded to whole numbers so that no
 * value can be recognised.
 *
 * @param count of peers, {@value #FEWEST} or more
 */
public record Quartiles(int count, BigDecimal lower, BigDecimal median, BigDecimal upper) {

  /** Fewer peers than this are not shown. */
  public static final int FEWEST = 5;

  /** Empty where there are too few. */
  public static Optional<Quartiles> of(List<Fraction> values) {
    if (values.size() < FEWEST) {
      return Optional.empty();
    }
    List<Fraction> sorted = values.stream().sorted().toList();
    return Optional.of(
        new Quartiles(sorted.size(), ranked(sorted, 1), ranked(sorted, 2), ranked(sorted, 3)));
  }

  private static BigDecimal ranked(List<Fraction> sorted, int quarters) {
    int rank = (sorted.size() * quarters + 3) / 4;
    return sorted.get(rank - 1).rounded(0);
  }
}

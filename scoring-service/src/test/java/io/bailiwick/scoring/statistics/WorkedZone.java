package io.bailiwick.scoring.statistics;

import java.util.Arrays;
import java.util.List;

/** The twelve registrars of the method's worked example. */
enum WorkedZone {
  A(2, 2),
  B(0, 150),
  C(1, 200),
  D(3, 1000),
  E(2, 3000),
  F(12, 5000),
  G(4, 20_000),
  H(25, 30_000),
  I(40, 100_000),
  J(150, 500_000),
  K(260, 1_000_000),
  L(120, 40_000);

  final Rate rate;

  WorkedZone(long events, long names) {
    this.rate = Rate.of(events, names);
  }

  static List<Rate> all() {
    return Arrays.stream(values()).map(registrar -> registrar.rate).toList();
  }

  /** Everybody but the registrar with two names. */
  static List<Rate> withoutA() {
    return all().subList(1, values().length);
  }

  /** Its place among {@link #withoutA}. */
  int place() {
    return ordinal() - 1;
  }

  Rate rest() {
    return withoutA().stream().reduce(Rate.NONE, Rate::plus).minus(rate);
  }
}

package io.bailiwick.qpi.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.kpi.Fraction;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuartilesTest {

  @Test
  void takesTheNearestRank() {
    assertThat(Quartiles.of(upTo(5))).hasValue(new Quartiles(5, whole(2), whole(3), whole(4)));
    assertThat(Quartiles.of(upTo(8))).hasValue(new Quartiles(8, whole(2), whole(4), whole(6)));
  }

  @Test
  void roundsSoThatNobodyIsRecognised() {
    List<Fraction> values =
        List.of(
            Fraction.of(9, 2),
            Fraction.of(9, 2),
            Fraction.of(22, 5),
            Fraction.of(22, 5),
            Fraction.of(22, 5));
    assertThat(Quartiles.of(values)).hasValue(new Quartiles(5, whole(4), whole(4), whole(5)));
  }

  @Test
  void showsNothingOfFewerThanFivePeers() {
    assertThat(Quartiles.of(upTo(4))).isEmpty();
  }

  private static List<Fraction> upTo(long last) {
    return LongStream.rangeClosed(1, last).mapToObj(Fraction::of).toList();
  }

  private static BigDecimal whole(long value) {
    return BigDecimal.valueOf(value);
  }
}

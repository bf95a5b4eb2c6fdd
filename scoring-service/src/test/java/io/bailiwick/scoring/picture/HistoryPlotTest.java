package io.bailiwick.scoring.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * Five months on axes computed by hand: each 126 units wide from 70 on, upward 0 to 50 over 266
 * units from 350.
 */
class HistoryPlotTest {

  private static HistoryPlot.Month month(
      int number, int version, int policy, boolean assessable, @Nullable String rate) {
    return new HistoryPlot.Month(
        YearMonth.of(2026, number),
        version,
        policy,
        assessable,
        assessable ? "" : "2026-0" + number + " has no evidence for 1 of 30 days.",
        12,
        rate == null ? null : new BigDecimal("5000"),
        rate == null ? null : new BigDecimal(rate),
        rate == null ? null : new BigDecimal("13.7347"),
        rate == null ? null : new BigDecimal("41.9055"),
        new BigDecimal("5"),
        new BigDecimal(policy == 1 ? "10" : "12"));
  }

  private static final HistoryPlot HISTORY =
      new HistoryPlot(
          90001,
          "Meadow <Names>",
          List.of(
              month(1, 1, 1, true, "24"),
              month(2, 3, 1, true, "20"),
              month(3, 1, 1, false, null),
              month(5, 1, 2, true, "15")));

  private static Drawn drawn() {
    return Drawn.of(HISTORY.draw().svg());
  }

  @Test
  void drawsTheRateOfEachMonthWithItsInterval() {
    List<Element> points = drawn().points("month");
    assertThat(points).hasSize(3);
    assertThat(Drawn.number(points.getFirst(), "cx")).isCloseTo(133, within(0.006));
    assertThat(Drawn.number(points.getFirst(), "cy")).isCloseTo(222.32, within(0.006));
    assertThat(Drawn.hover(points.getFirst()))
        .isEqualTo("2026-01: 12 of 5,000 names, 24 per 10,000 (13.73 to 41.91), policy 1");
    // 41.9055 is at 350 - 266 * 0.83811.
    assertThat(drawn().all("line"))
        .anyMatch(
            line ->
                Math.abs(Drawn.number(line, "y2") - 127.06) < 0.006
                    && Drawn.number(line, "x1") == 133);
  }

  @Test
  void interruptsTheLineWhereAMonthCannotBeAssessedOrWasNeverScored() {
    // January and February are joined; May stands alone after March (open) and April (missing).
    assertThat(drawn().ofKind("rates")).hasSize(1);
    assertThat(drawn().ofKind("rates").getFirst().getAttribute("points").split(" ")).hasSize(2);
    assertThat(Drawn.hover(drawn().point("2026-03")))
        .isEqualTo(
            "2026-03: 12 malicious domains, no rate, policy 1; not assessable. 2026-03 has no evidence for 1 of 30 days.");
    assertThat(Drawn.hover(drawn().point("2026-04"))).isEqualTo("2026-04: not scored");
  }

  @Test
  void showsAnOpenMonthsNumbersWithoutJoiningThem() {
    HistoryPlot immature =
        new HistoryPlot(1, "A", List.of(month(1, 1, 1, true, "24"), month(2, 1, 1, false, "20")));
    Drawn drawn = Drawn.of(immature.draw().svg());
    assertThat(drawn.points("open-month")).hasSize(1);
    assertThat(drawn.ofKind("rates")).isEmpty();
  }

  @Test
  void notesVersionsAndChangesOfPolicyWithTheirThresholds() {
    assertThat(drawn().texts())
        .contains("v3", "policy 2", "intervention gate: 12", "reward gate: 5");
    assertThat(drawn().texts()).doesNotContain("v1", "policy 1");
    String[] steps =
        drawn().ofKind("threshold-intervention").getFirst().getAttribute("points").split(" ");
    // 10 is at 296.8, 12 at 286.16; April keeps what March had.
    assertThat(steps).hasSize(10).startsWith("70,296.8").endsWith("700,286.16");
    assertThat(steps[7]).isEqualTo("574,296.8");
  }

  @Test
  void saysTheNumbersInWords() {
    assertThat(drawn().description())
        .contains("2026-02: 12 of 5,000 names, 20 per 10,000 (13.73 to 41.91), version 3, policy 1")
        .contains("Months between that were not scored: 1.");
    assertThat(HISTORY.draw().svg()).doesNotContain("<Names>");
  }

  @Test
  void drawsAnIntervalThatLeavesThePictureWithAnArrow() {
    HistoryPlot small =
        new HistoryPlot(
            1,
            "A",
            List.of(
                new HistoryPlot.Month(
                    YearMonth.of(2026, 1),
                    1,
                    1,
                    true,
                    "",
                    0,
                    new BigDecimal("2"),
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    new BigDecimal("6576.2"),
                    new BigDecimal("5"),
                    new BigDecimal("10"))));
    assertThat(Drawn.of(small.draw().svg()).ofKind("beyond")).hasSize(1);
    assertThatThrownBy(() -> new HistoryPlot(1, "A", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

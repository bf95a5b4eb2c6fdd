package io.bailiwick.scoring.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bailiwick.scoring.picture.FunnelPlot.Registrar;
import io.bailiwick.scoring.picture.FunnelPlot.Settings;
import io.bailiwick.scoring.statistics.Rate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * The worked zone of the method, on axes computed by hand: across five powers of ten from 100 on
 * over 688 units from 70, upward the square root of 0 to 50 over 356 units from 468.
 */
class FunnelPlotTest {

  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final Settings SETTINGS = new Settings(100, 0.1);

  private static final List<Registrar> ZONE =
      List.of(
          registrar(2, "B", 0, 150),
          registrar(3, "C", 1, 200),
          registrar(4, "D", 3, 1_000),
          registrar(5, "E", 2, 3_000),
          registrar(6, "F", 12, 5_000),
          registrar(7, "G", 4, 20_000),
          registrar(8, "H", 25, 30_000),
          registrar(9, "I", 40, 100_000),
          registrar(10, "J", 150, 500_000),
          registrar(11, "K", 260, 1_000_000),
          registrar(12, "L", 120, 40_000));

  private static Registrar registrar(int id, String name, long events, long names) {
    return new Registrar(id, name, Rate.of(events, names));
  }

  private static Drawn zone(List<Registrar> registrars) {
    return Drawn.of(FunnelPlot.ofZone(MARCH, registrars, SETTINGS).draw().svg());
  }

  private static Drawn own(List<Registrar> own, List<Rate> peers) {
    return Drawn.of(FunnelPlot.ofRegistrar(MARCH, own, peers, SETTINGS).draw().svg());
  }

  private static List<Rate> peers(int count, long events, long names) {
    return IntStream.range(0, count).mapToObj(i -> Rate.of(events, names + i)).toList();
  }

  @Test
  void drawsEveryRegistrarOnceAsTheLimitsOfTheOthersSay() {
    Drawn drawn = zone(ZONE);
    assertThat(drawn.points("within")).hasSize(7);
    assertThat(drawn.points("above-95").stream().map(Drawn::hover))
        .satisfiesExactlyInAnyOrder(
            hover -> assertThat(hover).startsWith("D "),
            hover -> assertThat(hover).startsWith("H "));
    assertThat(drawn.points("above-998").stream().map(Drawn::hover))
        .satisfiesExactlyInAnyOrder(
            hover -> assertThat(hover).startsWith("F "),
            hover -> assertThat(hover).startsWith("L "));
  }

  @Test
  void putsAPointWhereItsSizeAndRateAre() {
    Drawn drawn = zone(ZONE);
    Element largest = drawn.point("K (IANA ID 11)");
    assertThat(Drawn.number(largest, "cx")).isCloseTo(620.4, within(0.006));
    // The square root of 2.6/50 is 0.228035.
    assertThat(Drawn.number(largest, "cy")).isCloseTo(386.82, within(0.006));
    Element clean = drawn.point("B (IANA ID 2)");
    // The logarithm of 1.5 is 0.176091.
    assertThat(Drawn.number(clean, "cx")).isCloseTo(94.23, within(0.006));
    assertThat(Drawn.number(clean, "cy")).isCloseTo(468, within(0.006));
    assertThat(Drawn.hover(drawn.point("F ")))
        .isEqualTo("F (IANA ID 6): 12 of 5,000 names, 24 per 10,000; above the 99.8 % limit");
  }

  /** From target and tau² of the method: sin²(arcsin √target + z √(1/4n + tau²)). */
  @Test
  void drawsTheLimitsThatTheMethodGives() {
    Drawn drawn = zone(ZONE);
    assertThat(drawn.ofKind("upper-95")).hasSize(1);
    assertThat(drawn.ofKind("upper-998")).hasSize(1);
    assertThat(drawn.description())
        .contains(
            "11 accredited registrars with names, 1 of them without a malicious domain: 2 above the 99.8 % limit, 2 more above")
        .contains("The rate of all together is 3.63 per 10,000")
        .contains("at 100,000 names 7.51 and 10.37");
    // At 100,000 names, three powers of ten from the left, the line is at the root of 10.3743/50.
    String[] spots = drawn.ofKind("upper-998").getFirst().getAttribute("points").split(" ");
    List<double[]> line = new ArrayList<>();
    for (String spot : spots) {
      String[] parts = spot.split(",");
      line.add(new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])});
    }
    double[] at =
        line.stream().filter(spot -> Math.abs(spot[0] - 482.8) < 0.01).findFirst().orElseThrow();
    assertThat(at[1]).isCloseTo(305.84, within(0.02));
    assertThat(line.getFirst()[1]).isGreaterThanOrEqualTo(112);
  }

  @Test
  void showsARegistrarItselfAndTheOthersAsGroupsOnly() {
    List<Rate> peers = new ArrayList<>(peers(6, 0, 300));
    peers.addAll(peers(7, 2, 4_000));
    peers.addAll(peers(3, 90, 400_000));
    Drawn drawn = own(List.of(registrar(90001, "Meadow Names", 12, 5_000)), peers);
    assertThat(drawn.points("own")).hasSize(1);
    assertThat(drawn.points("within")).isEmpty();
    assertThat(drawn.all("rect").stream().map(Drawn::hover).filter(hover -> !hover.isEmpty()))
        .containsExactlyInAnyOrder(
            "6 other registrars of 100 to 1,000 names: half of them between 0 and 0 per 10,000, median 0",
            // The three large ones join the group before: a quarter of the way from 2.25 to 4.9925.
            "10 other registrars of 1,000 to 1,000,000 names: half of them between 2.9 and 5 per 10,000, median 5",
            "Meadow Names (IANA ID 90001): 12 of 5,000 names, 24 per 10,000; above the 99.8 % limit");
    assertThat(drawn.texts()).anyMatch(text -> text.equals("Meadow Names: 24 per 10,000"));
    assertThat(drawn.description())
        .contains("12 of 5,000 names, 24 per 10,000")
        .contains("6 other registrars of 100 to 1,000 names")
        .doesNotContain("400,000");
  }

  @Test
  void showsNothingOfFewerThanFiveOthers() {
    Drawn drawn = own(List.of(registrar(90001, "Meadow Names", 12, 5_000)), peers(4, 3, 77_777));
    assertThat(drawn.points("own")).hasSize(1);
    assertThat(drawn.all("polyline")).isEmpty();
    assertThat(drawn.ofKind("upper-998")).isEmpty();
    assertThat(drawn.description())
        .contains("fewer than five other registrars")
        .contains("too few registrars for a target and limits")
        .doesNotContain("77,777");
    // The axis ends at the power of ten above one's own size, not at a peer's.
    assertThat(drawn.texts()).contains("10,000").doesNotContain("100,000");
    assertThat(own(List.of(), peers(5, 3, 77_777)).ofKind("upper-998")).hasSize(1);
  }

  @Test
  void leavesOutWhoHasNoRateAndSaysSo() {
    Drawn drawn =
        zone(
            List.of(
                registrar(1, "None", 0, 0),
                registrar(2, "None either", 3, 0),
                registrar(3, "One", 1, 1)));
    assertThat(drawn.points("within")).hasSize(1);
    assertThat(drawn.description()).contains("2 without a rate are not drawn");
    // 10,000 per 10,000 is beyond the axis: at its end, with an arrow.
    assertThat(Drawn.number(drawn.point("One"), "cy")).isEqualTo(112);
    assertThat(drawn.ofKind("beyond")).hasSize(2);
    assertThat(drawn.ofKind("upper-998")).isEmpty();
    assertThat(zone(List.of()).description()).contains("0 accredited registrars");
  }

  @Test
  void escapesNames() {
    String svg =
        FunnelPlot.ofRegistrar(
                MARCH, List.of(registrar(1, "<script>&\"", 1, 10)), List.of(), SETTINGS)
            .draw()
            .svg();
    assertThat(svg).doesNotContain("<script");
    assertThat(Drawn.hover(Drawn.of(svg).points("own").getFirst())).startsWith("<script>&\" (IANA");
  }

  @Test
  void tellsThoseWhoDoNotSeeItWhatItIs() {
    Element root = zone(ZONE).root();
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby")).isEqualTo("funnel-title funnel-description");
    assertThat(zone(ZONE).all("title").getFirst().getAttribute("id")).isEqualTo("funnel-title");
    assertThat(root.getAttribute("xmlns")).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(zone(ZONE).all("*"))
        .noneMatch(each -> each.hasAttribute("href") || each.getTagName().equals("script"))
        .noneMatch(each -> each.hasAttribute("style") || each.hasAttribute("onload"));
  }
}

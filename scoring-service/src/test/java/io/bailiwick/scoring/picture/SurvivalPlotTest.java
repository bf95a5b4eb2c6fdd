package io.bailiwick.scoring.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.statistics.KaplanMeier;
import io.bailiwick.scoring.statistics.Lifetime;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The worked lifetimes of the method, on axes computed by hand: across the square root of 0 to 720
 * hours over 322 units from 84 and from 506, upward 0 to 1 over 232 units from 344.
 */
class SurvivalPlotTest {

  private static final KaplanMeier WORKED =
      KaplanMeier.of(
          List.of(
              Lifetime.ended(2),
              Lifetime.ended(5),
              Lifetime.ended(8),
              Lifetime.ended(12),
              Lifetime.censored(30),
              Lifetime.ended(40),
              Lifetime.censored(72),
              Lifetime.ended(96),
              Lifetime.censored(720),
              Lifetime.censored(720)));

  private static final KaplanMeier NONE = KaplanMeier.of(List.of());

  private static Drawn drawn(SurvivalPlot.Curves listing, SurvivalPlot.Curves notification) {
    return Drawn.of(
        new SurvivalPlot(YearMonth.of(2026, 3), 90001, "Meadow & <b>", 720, listing, notification)
            .draw()
            .svg());
  }

  private static Drawn worked() {
    return drawn(
        new SurvivalPlot.Curves(WORKED, Optional.of(WORKED)),
        new SurvivalPlot.Curves(NONE, Optional.empty()));
  }

  @Test
  void drawsEveryStepWhereItIs() {
    String[] spots = worked().ofKind("registrar").getFirst().getAttribute("points").split(" ");
    // The beginning, six steps of two spots each, and the end.
    assertThat(spots).hasSize(14).startsWith("84,112").endsWith("406,269.76");
    // At 40 hours, the root of 40/720 of the way, from 0.6 down to 0.48.
    assertThat(spots).contains("159.9,204.8", "159.9,232.64");
    assertThat(worked().ofKind("band")).hasSize(1);
    assertThat(worked().ofKind("zone")).hasSize(1);
  }

  @Test
  void countsWhoIsAtRiskBelowTheAxis() {
    // Of ten: after 0, 24, 96, 240, 480 and 720 hours, for the registrar and again for the zone.
    List<String> rows = worked().texts();
    int registrar = rows.indexOf("registrar");
    assertThat(rows.subList(registrar + 1, registrar + 7))
        .containsExactly("10", "6", "3", "2", "2", "2");
    int zone = rows.indexOf("zone");
    assertThat(rows.subList(zone + 1, zone + 7)).containsExactly("10", "6", "3", "2", "2", "2");
  }

  @Test
  void saysTheNumbersInWords() {
    assertThat(worked().description())
        .contains(
            "From the first listing: 10 incidents, still live 60 % after 24 hours, 32 % after 4 days, 32 % after 30 days;"
                + " median 40 hours.")
        .contains("From the notification of the registrar: no incidents.")
        .contains("fewer than five other registrars");
  }

  @Test
  void drawsNothingWhereThereIsNothing() {
    Drawn drawn =
        drawn(
            new SurvivalPlot.Curves(NONE, Optional.empty()),
            new SurvivalPlot.Curves(NONE, Optional.empty()));
    assertThat(drawn.all("polyline")).isEmpty();
    assertThat(drawn.texts())
        .filteredOn(text -> text.equals("no incidents of the registrar on this clock"))
        .hasSize(2);
    assertThat(drawn.all("title").getFirst().getTextContent()).contains("Meadow & <b>");
  }
}

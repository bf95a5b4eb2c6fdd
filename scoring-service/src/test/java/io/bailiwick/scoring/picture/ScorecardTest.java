package io.bailiwick.scoring.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.scoring.picture.Scorecard.ClauseLine;
import io.bailiwick.scoring.picture.Scorecard.Figure;
import io.bailiwick.scoring.picture.Scorecard.GateResult;
import io.bailiwick.scoring.statistics.Rate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScorecardTest {

  private static final String DIGEST =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  private static Scorecard card(String name) {
    return new Scorecard(
        new Scorecard.Who(90001, name, YearMonth.of(2026, 3)),
        new Scorecard.Made(
            "0199f7c2-52a1-7c11-9d0e-3f5a6b7c8d90", 1, 2, true, 4, DIGEST, "2026-05-01T00:10:00Z"),
        List.of(new Figure("Malicious domains", new BigDecimal("12"))),
        List.of(new Figure("Rate", new BigDecimal("24")), new Figure("Upper bound of none", null)),
        List.of(
            new GateResult(
                "Intervention gate",
                "holds",
                "The intervention gate holds: every clause in use is met.",
                List.of(
                    new ClauseLine(
                        "lower bound of the rate",
                        "met",
                        "With 95 % confidence at least 13.8541, which is above the threshold of 10.",
                        new TreeMap<>(
                            Map.of(
                                "lowerBoundPer10k", new BigDecimal("13.8541"),
                                "thresholdPer10k", new BigDecimal("10"))))),
                List.of("stability when one feed is left out"))),
        List.of(
            FunnelPlot.ofRegistrar(
                    YearMonth.of(2026, 3),
                    List.of(new FunnelPlot.Registrar(90001, name, Rate.of(12, 5_000))),
                    List.of(),
                    new FunnelPlot.Settings(100, 0.1))
                .draw()),
        List.of("Survival: abuse-ingest-service did not answer."));
  }

  private static Drawn page(Scorecard card) {
    String html = card.html();
    assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
    return Drawn.of(html.substring(html.indexOf("<html")));
  }

  @Test
  void saysWhatWasCountedWhyAndFromWhat() {
    String text = page(card("Meadow Names")).root().getTextContent();
    assertThat(text)
        .contains("Meadow Names", "IANA ID 90001, month 2026-03, version 1")
        .contains("version 2 stands")
        .contains("Malicious domains12", "Rate24", "Upper bound of nonenone")
        .contains("Intervention gate: holds")
        .contains("With 95 % confidence at least 13.8541, which is above the threshold of 10.")
        .contains("[lower bound per 10,000 13.8541; threshold per 10,000 10]")
        .contains("stability when one feed is left out")
        .contains("policy version 4", DIGEST)
        .contains("POST /v1/corrections")
        .contains("abuse-ingest-service did not answer");
    assertThat(page(card("Meadow Names")).all("svg")).hasSize(1);
  }

  @Test
  void saysOnceWhatGatesSayInTheSameWords() {
    ClauseLine mature =
        new ClauseLine("maturity of the month", "met", "2026-03 is mature.", new TreeMap<>());
    ClauseLine own = new ClauseLine("number of domains", "met", "12 domains.", new TreeMap<>());
    ClauseLine acute = new ClauseLine("number of domains", "met", "25 domains.", new TreeMap<>());
    Scorecard one = card("A");
    Scorecard two =
        new Scorecard(
            one.who(),
            one.made(),
            one.counted(),
            one.rates(),
            List.of(
                new GateResult("Reward gate", "holds", "It holds.", List.of(mature), List.of()),
                new GateResult(
                    "Intervention gate", "holds", "It holds.", List.of(mature, own), List.of()),
                new GateResult("Acute gate", "holds", "It holds.", List.of(acute), List.of())),
            List.of(),
            List.of());
    assertThat(two.html())
        .containsOnlyOnce("2026-03 is mature.")
        .containsOnlyOnce("12 domains.")
        .containsOnlyOnce("25 domains.")
        .containsOnlyOnce("This gate does not ask for: maturity of the month.");
  }

  @Test
  void escapesEverything() {
    String html = card("<script>&\"").html();
    assertThat(html).doesNotContain("<script");
    assertThat(page(card("<script>&\"")).all("h1").getFirst().getTextContent())
        .isEqualTo("<script>&\"");
  }

  /** A browser refuses a style sheet whose digest differs from the one in the header. */
  @Test
  void allowsItsOwnStyleSheetAndNothingElse() throws NoSuchAlgorithmException {
    String html = card("A").html();
    String sheet = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    String digest =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(sheet.getBytes(StandardCharsets.UTF_8)));
    assertThat(Scorecard.CONTENT_SECURITY_POLICY)
        .contains("default-src 'none'; style-src 'sha256-" + digest + "'", "sandbox");
    assertThat(page(card("A")).all("*"))
        .noneMatch(each -> each.hasAttribute("style") || each.hasAttribute("src"));
  }
}

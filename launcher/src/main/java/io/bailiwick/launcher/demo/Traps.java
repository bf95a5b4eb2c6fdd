package io.bailiwick.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.bailiwick.launcher.demo.Truth.Incident;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * What became of the cases that lesser counting gets wrong. The comparison has checked them
 * already; this only tells.
 */
final class Traps {
  private static final YearMonth MAY = YearMonth.of(2026, 5);

  private final People people;
  private final Output out;
  private final Truth truth;
  private final Scores scores;

  Traps(People people, Output out, Truth truth, Scores scores) {
    this.people = people;
    this.out = out;
    this.truth = truth;
    this.scores = scores;
  }

  void tell() throws InterruptedException {
    out.println("\nWhat lesser counting gets wrong");
    tell("two names, both bad", RegistrarProfile.TWO_NAMES, MAY, "intervention");
    tell("a few hundred clean names", RegistrarProfile.CLEAN_SMALL, MAY, "reward");
    tell("a burst in one month", RegistrarProfile.BURST, MAY, "intervention");
    JsonNode sponsor = score(RegistrarProfile.PLATFORM_SPONSOR, YearMonth.of(2026, 1));
    out.printf(
        "  a platform: %s is under %d; its incident counts as platform (%d), not among the %d malicious names of the month%n",
        World.PLATFORM,
        RegistrarProfile.PLATFORM_SPONSOR,
        sponsor.path("split").path("platform").asInt(),
        sponsor.path("split").path("malicious").asInt());
    tellIncident("moved between event and report", "2026-05-12T10:00:00Z");
    tellIncident("registered again after its first life", "2026-03-11T08:00:00Z");
    tellIncident("a site that was broken into", "2026-03-18T05:00:00Z");
    tellIncident("in Unicode and as an A-label", "2026-02-18T15:00:00Z");
    tellIncident("reported before its registration data", "2026-02-16T12:00:00Z");
    tellIncident("listed before it was registered", "2026-06-03T12:00:00Z");
    tellIncident("never registered", "2026-04-08T03:00:00Z");
  }

  private void tell(String trap, int registrar, YearMonth month, String gate) {
    JsonNode score = score(registrar, month);
    out.printf(
        "  %s: %d in %s, %d of %.0f names; %s%n",
        trap,
        registrar,
        month,
        score.path("domains").asInt(),
        score.path("meanDum").asDouble(),
        score.path(gate).path("summary").asText());
  }

  private JsonNode score(int registrar, YearMonth month) {
    return scores.of(month).getOrDefault(registrar, MissingNode.getInstance());
  }

  private void tellIncident(String trap, String opened) throws InterruptedException {
    List<Incident> expected =
        truth.incidents().stream().filter(i -> i.opened().equals(Instant.parse(opened))).toList();
    for (Incident incident : expected) {
      for (JsonNode found : people.analyst().all("/v1/incidents?name=" + incident.domain())) {
        if (found.path("openedAt").asText().equals(opened)) {
          out.printf(
              "  %s: %s %s, %s, registrar %s, by %s%n",
              trap,
              found.path("unicodeName").asText(),
              found.path("state").asText(),
              found.path("classification").asText(),
              found.path("registrar").asText("none"),
              found.path("families"));
        }
      }
    }
  }
}

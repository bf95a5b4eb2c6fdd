package io.bailiwick.scoring.explanation;

import io.bailiwick.scoring.gate.Assessment;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseResult;
import io.bailiwick.scoring.gate.Disclosure;
import io.bailiwick.scoring.gate.Gate;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.gate.History;
import io.bailiwick.scoring.gate.ScoringPolicy;
import io.bailiwick.scoring.gate.Zone;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the gate would say with other numbers in the month.
 *
 * @param change the least change for the better; empty where the gate says the best already
 * @param sentences the same in words
 */
public record GateExplanation(Optional<LeastChange> change, List<String> sentences) {

  /**
   * Asks the gate what would change it.
   *
   * @param said what the score says, to be sure that this is the same gate
   * @param disclosure what the reader is not told; empty where it may see everything
   */
  public static GateExplanation of(
      GateState said,
      GateName name,
      int registrar,
      History history,
      Zone zone,
      ScoringPolicy policy,
      Optional<Disclosure> disclosure) {
    Gate now = Assessment.gate(name, registrar, history, zone, policy);
    if (now.state() != said) {
      return new GateExplanation(
          Optional.empty(),
          List.of(
              "The score was made by another version of the software, which says something else of the same numbers: what"
                  + " would change it is not told."));
    }
    Optional<LeastChange> change =
        LeastChange.of(name, registrar, history, zone, policy, disclosure);
    return new GateExplanation(
        change,
        change
            .map(found -> sentences(name, said, history.scored().month(), found))
            .orElse(List.of("There is nothing better that this gate could say.")));
  }

  private static List<String> sentences(
      GateName name, GateState said, YearMonth month, LeastChange change) {
    List<String> sentences = new ArrayList<>();
    if (change.fewerDomains().isEmpty() && change.moreNames().isEmpty()) {
      sentences.add(
          "No number of malicious domains fewer or of clean names more in %s alone changes what the %s gate says. In the way: %s."
              .formatted(
                  month,
                  word(name),
                  change.inTheWay().stream()
                      .map(ClauseResult::clause)
                      .map(Clause::label)
                      .collect(Collectors.joining(", "))));
      change.inTheWay().forEach(result -> sentences.add(result.sentence()));
      return sentences;
    }
    String gate = "the " + word(name) + " gate";
    sentences.add(
        change
            .fewerDomains()
            .map(
                fewer ->
                    "With %s malicious domain%s%s fewer in %s, and everything else as it is, %s %s."
                        .formatted(
                            number(fewer.count()),
                            fewer.count() == 1 ? "" : "s",
                            name == GateName.ACUTE ? " that a person looked at" : "",
                            month,
                            gate,
                            then(said, fewer)))
            .orElse(
                "No number of malicious domains fewer in %s alone changes what %s says."
                    .formatted(month, gate)));
    sentences.add(
        change
            .moreNames()
            .map(
                more ->
                    "With %s clean name%s more on every day of %s, and everything else as it is, %s %s."
                        .formatted(
                            number(more.count()),
                            more.count() == 1 ? "" : "s",
                            month,
                            gate,
                            then(said, more)))
            .orElse(
                "No number of clean names more in %s alone changes what %s says."
                    .formatted(month, gate)));
    if (change.atMost()) {
      sentences.add(
          "Fewer might do: clauses that compare with fewer than five other registrars are left out of this, since the answer"
              + " would give their numbers away.");
    }
    return sentences;
  }

  private static String then(GateState said, LeastChange.Amount amount) {
    return amount
        .becomes()
        .map(GateExplanation::would)
        .orElse(said == GateState.HOLDS ? "would surely not hold" : "would surely say better");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String word(GateName name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static String would(GateState state) {
    return switch (state) {
      case HOLDS -> "would hold";
      case HOLDS_PROVISIONALLY -> "would hold provisionally";
      case DOES_NOT_HOLD -> "would not hold";
      case NOT_ASSESSABLE -> "would be open";
    };
  }
}

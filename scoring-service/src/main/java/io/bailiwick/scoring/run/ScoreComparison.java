package io.bailiwick.scoring.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.gate.GateName;
import io.bailiwick.scoring.gate.GateState;
import io.bailiwick.scoring.run.ScoreDifference.ClauseChange;
import io.bailiwick.scoring.run.ScoreDifference.FigureChange;
import io.bailiwick.scoring.run.ScoreDifference.GateChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two scores as they were shown: documents, not records, so that a score of last year can
 * be held against one that has members more.
 *
 * @param figures sorted by name
 * @param gates in the order of their names
 */
record ScoreComparison(List<FigureChange> figures, List<GateChange> gates) {

  /** What says which version it is, and from what it was made; told apart from what it says. */
  private static final Set<String> ORIGIN =
      Set.of(
          "runId", "runVersion", "month", "registrar", "basis", "policyVersion", "snapshotSha256");

  /**
   * @param from null where the earlier version had no score
   * @param to null where the later version has none
   */
  static ScoreComparison of(@Nullable JsonNode from, @Nullable JsonNode to) {
    SortedMap<String, String> before = new TreeMap<>();
    SortedMap<String, String> after = new TreeMap<>();
    Map<String, JsonNode> gatesBefore = new LinkedHashMap<>();
    Map<String, JsonNode> gatesAfter = new LinkedHashMap<>();
    read(from, before, gatesBefore);
    read(to, after, gatesAfter);
    List<FigureChange> figures = new ArrayList<>();
    for (String name : names(before.keySet(), after.keySet())) {
      String old = before.get(name);
      String fresh = after.get(name);
      if (!Objects.equals(old, fresh)) {
        figures.add(new FigureChange(name, old, fresh));
      }
    }
    List<GateChange> gates = new ArrayList<>();
    for (GateName gate : GateName.values()) {
      GateChange change = gate(gate, gatesBefore.get(gate.name()), gatesAfter.get(gate.name()));
      if (change.from() != change.to() || !change.clauses().isEmpty()) {
        gates.add(change);
      }
    }
    return new ScoreComparison(figures, gates);
  }

  private static Set<String> names(Set<String> one, Set<String> other) {
    Set<String> names = new TreeSet<>(one);
    names.addAll(other);
    return names;
  }

  private static void read(
      @Nullable JsonNode score, Map<String, String> figures, Map<String, JsonNode> gates) {
    if (score == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : score.properties()) {
      if (ORIGIN.contains(member.getKey())) {
        continue;
      }
      if (member.getValue().has("clauses")) {
        gates.put(member.getValue().path("gate").asText(), member.getValue());
      } else {
        flatten(member.getKey(), member.getValue(), figures);
      }
    }
  }

  private static void flatten(String name, JsonNode value, Map<String, String> figures) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(member -> flatten(name + "." + member.getKey(), member.getValue(), figures));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(name + "." + label(value.get(i), i), value.get(i), figures);
      }
    } else if (!value.isNull()) {
      figures.put(
          name, value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText());
    }
  }

  /** Entries of a list are held against their like: by the words that name them, else by place. */
  private static String label(JsonNode entry, int place) {
    StringBuilder words = new StringBuilder();
    for (String word : List.of("way", "family", "measure", "tld", "threat", "classification")) {
      if (entry.path(word).isTextual()) {
        words.append(words.isEmpty() ? "" : " ").append(entry.path(word).asText());
      }
    }
    return words.isEmpty() ? Integer.toString(place) : words.toString();
  }

  private static GateChange gate(GateName name, @Nullable JsonNode from, @Nullable JsonNode to) {
    Map<String, JsonNode> before = clauses(from);
    Map<String, JsonNode> after = clauses(to);
    List<ClauseChange> clauses = new ArrayList<>();
    for (Clause clause : Clause.values()) {
      JsonNode old = before.get(clause.name());
      JsonNode fresh = after.get(clause.name());
      ClauseState oldState = old == null ? null : ClauseState.valueOf(text(old, "state"));
      ClauseState freshState = fresh == null ? null : ClauseState.valueOf(text(fresh, "state"));
      if (oldState != freshState) {
        clauses.add(
            new ClauseChange(
                clause,
                oldState,
                freshState,
                old == null ? null : text(old, "sentence"),
                fresh == null ? null : text(fresh, "sentence")));
      }
    }
    return new GateChange(name, state(from), state(to), clauses);
  }

  private static Map<String, JsonNode> clauses(@Nullable JsonNode gate) {
    Map<String, JsonNode> clauses = new LinkedHashMap<>();
    if (gate != null) {
      gate.path("clauses").forEach(clause -> clauses.put(text(clause, "clause"), clause));
    }
    return clauses;
  }

  private static @Nullable GateState state(@Nullable JsonNode gate) {
    return gate == null ? null : GateState.valueOf(text(gate, "state"));
  }

  private static String text(JsonNode object, String member) {
    return object.path(member).asText();
  }
}

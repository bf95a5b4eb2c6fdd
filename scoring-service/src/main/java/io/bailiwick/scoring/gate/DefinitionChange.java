package io.bailiwick.scoring.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What of a policy is a definition: what is counted, over which months, and whom it is compared
 * with. The rest are thresholds: limits, confidences and least numbers that the same counts are
 * held against, and conditions on the data. A change of a definition starts another series, so that
 * it has to run beside the old one first; a change of a threshold is seen in the old numbers.
 */
public final class DefinitionChange {

  private record Field(String name, Function<ScoringPolicy, Object> value) {}

  private static final List<Field> DEFINITIONS =
      List.of(
          new Field("minimumEvidence", ScoringPolicy::minimumEvidence),
          new Field("maturityDays", ScoringPolicy::maturityDays),
          new Field("prior.alpha", policy -> policy.prior().alpha().stripTrailingZeros()),
          new Field("prior.beta", policy -> policy.prior().beta().stripTrailingZeros()),
          new Field("peers.minimumNames", policy -> policy.peers().minimumNames()),
          new Field("peers.winsorised", policy -> policy.peers().winsorised().stripTrailingZeros()),
          new Field("reward.windowsInMonths", policy -> policy.reward().windowsInMonths()),
          new Field(
              "intervention.monthsRequired", policy -> policy.intervention().monthsRequired()),
          new Field(
              "intervention.monthsObserved", policy -> policy.intervention().monthsObserved()),
          new Field("exit.months", policy -> policy.exit().months()));

  private DefinitionChange() {}

  /** The names of the members that are definitions. */
  public static List<String> definitions() {
    return DEFINITIONS.stream().map(Field::name).toList();
  }

  /** The definitions that differ, by their names; empty where only thresholds do. */
  public static List<String> between(ScoringPolicy before, ScoringPolicy after) {
    List<String> changed = new ArrayList<>();
    for (Field field : DEFINITIONS) {
      if (!field.value().apply(before).equals(field.value().apply(after))) {
        changed.add(field.name());
      }
    }
    return changed;
  }
}

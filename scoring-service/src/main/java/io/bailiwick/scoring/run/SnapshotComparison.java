package io.bailiwick.scoring.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.run.ScoreDifference.Cause;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in which facts two snapshots of a month differ, from the point of view of one registrar.
 * Compares documents, so that snapshots of different definitions can be held against each other.
 */
final class SnapshotComparison {

  private static final Set<String> EXPOSURE = Set.of("dumSum", "creates", "agpDeletes");
  private static final Set<String> STANDING = Set.of("registrar", "name", "kind");

  /** What differs in one month: for everybody, and for each registrar whose own facts do. */
  private record MonthDifference(
      Set<DifferenceReason> common, Map<RegistrarId, Set<DifferenceReason>> own) {}

  private final boolean definition;
  private final SortedMap<Month, MonthDifference> months = new TreeMap<>();

  SnapshotComparison(JsonNode from, JsonNode to) {
    definition = !from.path("definition").equals(to.path("definition"));
    Map<String, JsonNode> before = byText(from.path("months"), "month");
    Map<String, JsonNode> after = byText(to.path("months"), "month");
    for (String month : union(before, after)) {
      JsonNode old = before.get(month);
      JsonNode fresh = after.get(month);
      MonthDifference difference =
          old == null || fresh == null
              ? new MonthDifference(EnumSet.of(DifferenceReason.OTHER_FACTS), Map.of())
              : compare(old, fresh);
      if (!difference.common().isEmpty() || !difference.own().isEmpty()) {
        months.put(Month.fromString(month), difference);
      }
    }
  }

  /** Sorted by reason, then month. */
  List<Cause> causes(RegistrarId registrar, boolean otherPolicy) {
    List<Cause> causes = new ArrayList<>();
    if (otherPolicy) {
      causes.add(new Cause(DifferenceReason.POLICY, null));
    }
    if (definition) {
      causes.add(new Cause(DifferenceReason.DEFINITION, null));
    }
    for (DifferenceReason reason : DifferenceReason.values()) {
      months.forEach(
          (month, difference) -> {
            Set<DifferenceReason> own = difference.own().getOrDefault(registrar, Set.of());
            boolean others = difference.own().size() > (own.isEmpty() ? 0 : 1);
            if (own.contains(reason)
                || difference.common().contains(reason)
                || (reason == DifferenceReason.OTHER_REGISTRARS && others)) {
              causes.add(new Cause(reason, month));
            }
          });
    }
    return causes;
  }

  private static MonthDifference compare(JsonNode from, JsonNode to) {
    Set<DifferenceReason> common = EnumSet.noneOf(DifferenceReason.class);
    Map<RegistrarId, Set<DifferenceReason>> own = new LinkedHashMap<>();
    for (String member : members(from, to)) {
      JsonNode old = from.path(member);
      JsonNode fresh = to.path(member);
      if (old.equals(fresh)) {
        continue;
      }
      switch (member) {
        case "registrars" -> registrars(old, fresh, own);
        case "quality" -> quality(old, fresh, common, own);
        case "missingDays" -> common.add(DifferenceReason.MISSING_DAYS);
        case "mature" -> common.add(DifferenceReason.MATURITY);
        // No registrar's.
        case "unattributedDomains" -> {}
        default -> common.add(DifferenceReason.OTHER_FACTS);
      }
    }
    return new MonthDifference(common, own);
  }

  private static void registrars(
      JsonNode from, JsonNode to, Map<RegistrarId, Set<DifferenceReason>> own) {
    Map<String, JsonNode> before = byText(from, "registrar");
    Map<String, JsonNode> after = byText(to, "registrar");
    for (String registrar : union(before, after)) {
      JsonNode old = before.getOrDefault(registrar, JsonNodeFactory.instance.objectNode());
      JsonNode fresh = after.getOrDefault(registrar, JsonNodeFactory.instance.objectNode());
      for (String member : members(old, fresh)) {
        if (!old.path(member).equals(fresh.path(member))) {
          note(
              own,
              registrar,
              EXPOSURE.contains(member)
                  ? DifferenceReason.EXPOSURE
                  : STANDING.contains(member)
                      ? DifferenceReason.REGISTRAR
                      : DifferenceReason.TALLIES);
        }
      }
    }
  }

  private static void quality(
      JsonNode from,
      JsonNode to,
      Set<DifferenceReason> common,
      Map<RegistrarId, Set<DifferenceReason>> own) {
    for (String member : members(from, to)) {
      JsonNode old = from.path(member);
      JsonNode fresh = to.path(member);
      if (old.equals(fresh)) {
        continue;
      }
      switch (member) {
        case "feeds" -> common.add(DifferenceReason.FEEDS);
        case "reconciliation" -> common.add(DifferenceReason.RECONCILIATION);
        case "measures" -> {
          Map<String, JsonNode> before = byText(old.path("registrars"), "registrar");
          Map<String, JsonNode> after = byText(fresh.path("registrars"), "registrar");
          for (String registrar : union(before, after)) {
            if (!Objects.equals(before.get(registrar), after.get(registrar))) {
              note(own, registrar, DifferenceReason.MEASURES);
            }
          }
        }
        default -> common.add(DifferenceReason.OTHER_FACTS);
      }
    }
  }

  private static void note(
      Map<RegistrarId, Set<DifferenceReason>> own, String registrar, DifferenceReason reason) {
    own.computeIfAbsent(
            RegistrarId.fromString(registrar), id -> EnumSet.noneOf(DifferenceReason.class))
        .add(reason);
  }

  private static Map<String, JsonNode> byText(@Nullable JsonNode array, String member) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    if (array instanceof ArrayNode entriesOf) {
      entriesOf.forEach(entry -> entries.put(entry.path(member).asText(), entry));
    }
    return entries;
  }

  private static Set<String> union(Map<String, JsonNode> one, Map<String, JsonNode> other) {
    Set<String> keys = new LinkedHashSet<>(one.keySet());
    keys.addAll(other.keySet());
    return keys;
  }

  private static Set<String> members(JsonNode one, JsonNode other) {
    Set<String> names = new LinkedHashSet<>();
    one.fieldNames().forEachRemaining(names::add);
    other.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

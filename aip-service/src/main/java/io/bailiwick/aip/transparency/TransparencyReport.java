package io.bailiwick.aip.transparency;

import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the public learns of a period. Names nobody. */
@Schema(name = "TransparencyReport")
public record TransparencyReport(
    Month from,
    @Schema(description = "Last month of the period") Month until,
    @Schema(description = "From 1 within the period", examples = "1") int version,
    @Schema(description = "The published version in whose place it stands; null for none")
        @Nullable Integer supersedes,
    @Schema(description = "What became known later is not in it") Instant knownAt,
    @Schema(description = "Version of the policy aip-transparency", examples = "1")
        int policyVersion,
    @Schema(description = "The smallest count but 0 that is shown", examples = "5") int minimumCell,
    @Schema(description = "How counts are hidden") String rule,
    @Schema(description = "What the registry says of it") @Nullable String remark,
    List<CountRow> counts,
    List<DaysRow> days,
    @Schema(description = "What is not as in the version in whose place it stands")
        List<Change> changes) {

  /** One count. */
  @Schema(name = "TransparencyCount")
  public record CountRow(
      ReportPath path,
      ReportGroup group,
      @Schema(examples = "cases.ended.unfounded") String key,
      @Schema(description = "How far set in below what it is a part of", examples = "2") int depth,
      @Schema(examples = "unfounded") String label,
      @Schema(description = "Null where it is hidden", examples = "7") @Nullable Integer count,
      @Schema(examples = "false") boolean hidden,
      @Schema(description = "What it counts, and why it differs from what it is a part of")
          String explanation) {}

  /** How long something took. */
  @Schema(name = "TransparencyDays")
  public record DaysRow(
      ReportPath path,
      @Schema(examples = "phase.notified") String key,
      @Schema(examples = "in phase notified") String label,
      @Schema(
              description =
                  "So many times at least, rounded down to a multiple of the minimum; null below it",
              examples = "10")
          @Nullable Integer times,
      @Schema(description = "Days; null below the minimum", examples = "4.5")
          @Nullable BigDecimal median,
      @Schema(
              description = "Days; null below twice the minimum, for it would be a single case",
              examples = "12.0")
          @Nullable BigDecimal percentile90) {}

  /** A count that a later version corrects. */
  @Schema(name = "TransparencyChange")
  public record Change(
      ReportPath path,
      String key,
      @Schema(description = "Null: hidden") @Nullable Integer was,
      @Schema(description = "Null: hidden") @Nullable Integer is) {}

  static String rule(int minimum) {
    return "A count from 1 to %d is hidden, and so are more counts, the smallest first, until nothing that is shown narrows a hidden one down to fewer than %d values. A 0 is shown unless that is not enough; it tells of nobody. Days are shown from %d times on, their 90th percentile from %d."
        .formatted(minimum - 1, minimum, minimum, 2 * minimum);
  }

  /**
   * What of these facts may be shown.
   *
   * @param former the published report of the period before; null where there is none
   * @return empty where the counts cannot be protected: the period is too short
   */
  static Optional<List<CountRow>> counts(
      Facts facts, Month from, Month until, int minimum, @Nullable TransparencyReport former) {
    List<CountRow> rows = new ArrayList<>();
    for (ReportPath path : ReportPath.values()) {
      Map<String, Integer> counts = new Figures(facts, path, from.start(), until.end()).counts();
      // What was open at the end of the period before is open at the start of this one.
      Set<String> known = new TreeSet<>();
      Set<String> kept = new TreeSet<>();
      if (former != null) {
        for (CountRow row : former.counts()) {
          String same = startOf(row.key());
          if (row.path() == path && same != null) {
            (row.hidden() ? kept : known).add(same);
          }
        }
      }
      Set<String> hidden =
          new Suppression(counts, Item.sums(), minimum, known).hidden(kept).orElse(null);
      if (hidden == null) {
        return Optional.empty();
      }
      for (Item item : Item.all()) {
        boolean hides = hidden.contains(item.key());
        rows.add(
            new CountRow(
                path,
                item.group(),
                item.key(),
                item.depth(),
                item.label(),
                hides ? null : counts.get(item.key()),
                hides,
                item.explanation()));
      }
    }
    return Optional.of(rows);
  }

  private static @Nullable String startOf(String key) {
    return switch (key) {
      case "cases.open-at-end" -> "cases.open-at-start";
      case "candidates.waiting-at-end" -> "candidates.waiting-at-start";
      default -> null;
    };
  }

  static List<DaysRow> days(Facts facts, Month from, Month until, int minimum) {
    return Stream.of(ReportPath.values())
        .flatMap(
            path ->
                new Figures(facts, path, from.start(), until.end())
                    .days().stream().map(days -> days.shown(path, minimum)))
        .toList();
  }

  /** What these counts say otherwise than a former version. */
  static List<Change> changes(TransparencyReport former, List<CountRow> counts) {
    Map<String, CountRow> before =
        former.counts().stream()
            .collect(
                Collectors.toMap(
                    row -> row.path() + row.key(), row -> row, (a, b) -> a, HashMap::new));
    List<Change> changes = new ArrayList<>();
    for (CountRow row : counts) {
      CountRow was = before.get(row.path() + row.key());
      Integer count = was == null ? null : was.count();
      if (!Objects.equals(count, row.count())) {
        changes.add(new Change(row.path(), row.key(), count, row.count()));
      }
    }
    return changes;
  }
}

package io.bailiwick.qpi.promotion;

import io.bailiwick.qpi.promotion.PromotionPolicy.SizeClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who could qualify, did and enrolled by size. Counts from one up to the smallest cell are not
 * shown, and neither is a count from which such a one could be told by taking others away.
 */
final class FairAccess {

  /** What an evaluation could say of a registrar. */
  enum Assessment {
    ASSESSED,
    NOT_ASSESSABLE,
    NOT_EVALUATED
  }

  /**
   * What an accreditation had of the promotion.
   *
   * @param names under management in the latest month evaluated; null where not known
   * @param qualified whether it ever reached the baseline
   */
  record Chance(
      @Nullable Long names,
      Instant offeredAt,
      OfferOccasion occasion,
      Assessment assessment,
      boolean qualified,
      boolean enrolled) {}

  /** Counts of a class as they are, before small ones are taken out. */
  private record Counts(String sizeClass, List<Chance> chances, long[] cells, boolean[] hidden) {

    static final int OFFERED = 0;
    static final int ASSESSABLE = 1;
    static final int NOT_ASSESSABLE = 2;
    static final int NOT_EVALUATED = 3;
    static final int QUALIFIED = 4;
    static final int ENROLLED = 5;
    static final int CELLS = 6;

    static Counts of(String sizeClass, List<Chance> chances) {
      long[] cells = new long[CELLS];
      cells[OFFERED] = chances.size();
      cells[ASSESSABLE] = count(chances, each -> each.assessment == Assessment.ASSESSED);
      cells[NOT_ASSESSABLE] = count(chances, each -> each.assessment == Assessment.NOT_ASSESSABLE);
      cells[NOT_EVALUATED] = count(chances, each -> each.assessment == Assessment.NOT_EVALUATED);
      cells[QUALIFIED] = count(chances, Chance::qualified);
      cells[ENROLLED] = count(chances, Chance::enrolled);
      return new Counts(sizeClass, chances, cells, new boolean[CELLS]);
    }

    private static long count(List<Chance> chances, Predicate<Chance> which) {
      return chances.stream().filter(which).count();
    }

    void hideSmall(long smallest) {
      for (int i = 0; i < CELLS; i++) {
        hidden[i] |= cells[i] > 0 && cells[i] < smallest;
      }
      // A class that is itself small says nothing but that it is there.
      if (hidden[OFFERED]) {
        Arrays.fill(hidden, true);
      }
      // The three parts add up to those offered: one that is hidden alone could be told.
      int parts = 0;
      int next = -1;
      for (int i = ASSESSABLE; i <= NOT_EVALUATED; i++) {
        if (hidden[i]) {
          parts++;
        } else if (cells[i] > 0 && (next < 0 || cells[i] < cells[next])) {
          next = i;
        }
      }
      if (parts == 1 && next >= 0) {
        hidden[next] = true;
      }
    }

    private @Nullable Long shown(int cell) {
      return hidden[cell] ? null : cells[cell];
    }

    FairAccessView view(int position) {
      List<Instant> together =
          chances.stream()
              .filter(each -> each.occasion == OfferOccasion.PUBLICATION)
              .map(Chance::offeredAt)
              .sorted()
              .toList();
      return new FairAccessView(
          position,
          sizeClass,
          shown(OFFERED),
          shown(ASSESSABLE),
          shown(QUALIFIED),
          shown(ENROLLED),
          shown(NOT_ASSESSABLE),
          shown(NOT_EVALUATED),
          together.isEmpty() ? null : together.getFirst(),
          together.isEmpty() ? null : together.getLast());
    }
  }

  private FairAccess() {}

  /**
   * A row for each class in rising order, one for those of unknown size where there are any, and
   * one for all.
   *
   * @param smallest counts of one to less than this are not shown
   */
  static List<FairAccessView> report(List<SizeClass> classes, long smallest, List<Chance> chances) {
    List<Counts> rows = new ArrayList<>();
    long from = 0;
    for (SizeClass each : classes) {
      long least = from;
      long below = Objects.requireNonNullElse(each.below(), Long.MAX_VALUE);
      rows.add(
          Counts.of(
              each.name(),
              chances.stream()
                  .filter(
                      chance ->
                          chance.names != null && chance.names >= least && chance.names < below)
                  .toList()));
      from = below;
    }
    List<Chance> unknown = chances.stream().filter(chance -> chance.names == null).toList();
    if (!unknown.isEmpty()) {
      rows.add(Counts.of("unknown", unknown));
    }
    rows.forEach(row -> row.hideSmall(smallest));
    Counts all = Counts.of("all", chances);
    all.hideSmall(smallest);
    for (int cell = 0; cell < Counts.CELLS; cell++) {
      hideWhatTellsASingleCell(rows, all, cell);
    }
    rows.add(all);
    List<FairAccessView> views = new ArrayList<>();
    for (Counts row : rows) {
      views.add(row.view(views.size() + 1));
    }
    return List.copyOf(views);
  }

  private static void hideWhatTellsASingleCell(List<Counts> rows, Counts all, int cell) {
    if (rows.stream().filter(row -> row.hidden[cell]).count() == 1) {
      all.hidden[cell] = true;
    }
  }
}

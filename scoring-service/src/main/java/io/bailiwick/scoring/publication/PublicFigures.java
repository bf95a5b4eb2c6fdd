package io.bailiwick.scoring.publication;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.scoring.gate.Clause;
import io.bailiwick.scoring.gate.ClauseState;
import io.bailiwick.scoring.ingest.Threat;
import io.bailiwick.scoring.publication.PublicMonth.Figures;
import io.bailiwick.scoring.publication.PublicMonth.Group;
import io.bailiwick.scoring.publication.PublicMonth.Named;
import io.bailiwick.scoring.run.ScoreView;
import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What scores come to for the public. Sizes of registrars are published elsewhere each month, so
 * that a small group would name its registrars: where a group has too few, it is joined with its
 * larger neighbour, and the last with its smaller one. Nothing is left out of a sum that is shown
 * beside its parts, or what is left out could be worked out.
 *
 * @param zone null where there are too few registrars
 */
record PublicFigures(
    int registrars, @Nullable Figures zone, List<Group> groups, @Nullable List<Named> named) {

  private static final int PLACES = 2;
  private static final double CONFIDENCE = 0.95;

  /**
   * What is counted of one registrar.
   *
   * @param dumSum sum of the domains under management at the end of each of {@code days}
   */
  record Counted(
      RegistrarId registrar,
      String name,
      boolean accredited,
      long domains,
      long dumSum,
      int days,
      SortedMap<Threat, Long> byThreat) {

    static Counted of(ScoreView score) {
      return new Counted(
          score.registrar(),
          score.registrarName(),
          score.reward().clauses().stream()
              .anyMatch(
                  clause ->
                      clause.clause() == Clause.ACCREDITED && clause.state() == ClauseState.HOLDS),
          score.domains(),
          score.dumSum(),
          score.days(),
          score.byThreat());
    }
  }

  /**
   * @param results whatever is published; those that are not accredited, or have no names, are left
   *     out
   */
  static PublicFigures of(List<Counted> results, PublicationPolicy.Document policy) {
    List<Counted> counted =
        results.stream()
            .filter(result -> result.accredited() && result.dumSum() > 0)
            .sorted(Comparator.comparing(Counted::registrar))
            .toList();
    boolean enough = counted.size() >= policy.minimumGroup();
    return new PublicFigures(
        counted.size(),
        enough ? figures(counted) : null,
        enough ? groups(counted, policy) : List.of(),
        switch (policy.disclosure()) {
          case GROUPS -> null;
          case REGISTRARS ->
              counted.stream()
                  .map(one -> new Named(one.registrar(), one.name(), figures(List.of(one))))
                  .toList();
        });
  }

  /** A class of sizes with those in it. */
  private record Size(long from, @Nullable Long below, List<Counted> scores) {
    Size with(Size larger) {
      List<Counted> both = new ArrayList<>(scores);
      both.addAll(larger.scores);
      return new Size(from, larger.below, both);
    }
  }

  private static List<Group> groups(List<Counted> scores, PublicationPolicy.Document policy) {
    List<Size> sizes = new ArrayList<>();
    long from = 0;
    List<@Nullable Long> bounds = new ArrayList<>(policy.sizeClasses());
    bounds.add(null);
    for (Long below : bounds) {
      long least = from;
      sizes.add(
          new Size(
              least,
              below,
              scores.stream().filter(score -> isBetween(score, least, below)).toList()));
      from = below == null ? from : below;
    }
    List<Size> joined = new ArrayList<>();
    for (Size size : sizes) {
      boolean tooFew =
          !joined.isEmpty() && joined.getLast().scores().size() < policy.minimumGroup();
      joined.add(tooFew ? joined.removeLast().with(size) : size);
    }
    if (joined.size() > 1 && joined.getLast().scores().size() < policy.minimumGroup()) {
      Size last = joined.removeLast();
      joined.add(joined.removeLast().with(last));
    }
    return joined.stream()
        .map(
            size ->
                new Group(size.from(), size.below(), size.scores().size(), figures(size.scores())))
        .toList();
  }

  /** By exact mean: the sum over days is held against the bound times the days. */
  private static boolean isBetween(Counted score, long from, @Nullable Long below) {
    return score.dumSum() >= from * score.days()
        && (below == null || score.dumSum() < below * score.days());
  }

  private static Figures figures(List<Counted> scores) {
    Rate rate = Rate.NONE;
    SortedMap<Threat, Long> byThreat = new TreeMap<>();
    for (Counted score : scores) {
      rate = rate.plus(new Rate(score.domains(), Exposure.mean(score.dumSum(), score.days())));
      score.byThreat().forEach((threat, domains) -> byThreat.merge(threat, domains, Long::sum));
    }
    Exposure names = rate.exposure();
    Interval wilson = RateInterval.WILSON.twoSided(rate, CONFIDENCE);
    return new Figures(
        names.rounded(0),
        rate.events(),
        BigDecimal.valueOf(rate.events())
            .multiply(BigDecimal.valueOf(10_000))
            .multiply(BigDecimal.valueOf(names.denominator()))
            .divide(BigDecimal.valueOf(names.numerator()), PLACES, RoundingMode.HALF_UP),
        per10k(wilson.lower()),
        per10k(wilson.upper()),
        byThreat);
  }

  private static BigDecimal per10k(double rate) {
    return BigDecimal.valueOf(rate).movePointRight(4).setScale(PLACES, RoundingMode.HALF_UP);
  }
}

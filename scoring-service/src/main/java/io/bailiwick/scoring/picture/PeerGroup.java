package io.bailiwick.scoring.picture;

import io.bailiwick.scoring.statistics.Exposure;
import io.bailiwick.scoring.statistics.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Registrars of about one size, of whom only their common range is told. Sizes of single registrars
 * are published by others each month, so that a point at its exact place would name its registrar;
 * a group cannot be taken apart.
 *
 * @param fromNames power of ten, included
 * @param toNames power of ten, above {@code fromNames}
 * @param registrars how many, never fewer than {@link #LEAST}
 * @param lowerQuartile of the rates, per 10,000, to a tenth
 * @param median of the rates, per 10,000, to a tenth
 * @param upperQuartile of the rates, per 10,000, to a tenth
 */
public record PeerGroup(
    double fromNames,
    double toNames,
    int registrars,
    double lowerQuartile,
    double median,
    double upperQuartile) {

  /** Fewer peers than this are never shown. */
  static final int LEAST = 5;

  /** Groups by powers of ten of size, joined until each has enough; none for too few peers. */
  static List<PeerGroup> of(List<Rate> peers) {
    List<Rate> sorted =
        peers.stream().filter(Rate::exists).sorted(Comparator.comparing(Rate::exposure)).toList();
    if (sorted.size() < LEAST) {
      return List.of();
    }
    List<List<Rate>> parts = new ArrayList<>();
    List<Rate> part = new ArrayList<>();
    for (Rate rate : sorted) {
      if (part.size() >= LEAST && power(rate) > power(part.getLast())) {
        parts.add(part);
        part = new ArrayList<>();
      }
      part.add(rate);
    }
    if (part.size() < LEAST) {
      parts.getLast().addAll(part);
    } else {
      parts.add(part);
    }
    return parts.stream().map(PeerGroup::summary).toList();
  }

  /** The group of a size; empty where too few peers have about that size. */
  public static Optional<PeerGroup> around(Exposure size, List<Rate> peers) {
    double names = size.toDouble();
    return of(peers).stream()
        .filter(group -> group.fromNames <= names && names < group.toNames)
        .findFirst();
  }

  private static PeerGroup summary(List<Rate> rates) {
    double[] per10k =
        rates.stream().mapToDouble(rate -> 10_000 * rate.toDouble()).sorted().toArray();
    return new PeerGroup(
        Math.pow(10, power(rates.getFirst())),
        Math.pow(10, power(rates.getLast()) + 1),
        rates.size(),
        toATenth(quantile(per10k, 0.25)),
        toATenth(quantile(per10k, 0.5)),
        toATenth(quantile(per10k, 0.75)));
  }

  private static int power(Rate rate) {
    return (int) Math.floor(Math.log10(rate.exposure().toDouble()));
  }

  private static double toATenth(double value) {
    return Math.round(10 * value) / 10.0;
  }

  /** Between neighbours in proportion, as spreadsheets do it. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

package io.bailiwick.scoring.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A funnel plot instead of a league table: how far a registrar lies from the common rate, given its
 * size and how much registrars differ anyway. Additive over-dispersion on the arcsine scale with
 * winsorised z (Spiegelhalter, Qual. Saf. Health Care 14 (2005) 347 and Stat. Med. 24 (2005) 1185;
 * as the open FunnelPlotR does it).
 *
 * <p>y = arcsin √p, s² = 1/4n, z = (y - y of the target)/s. The z of the peers are winsorised, phi
 * is the mean of their squares, w = 1/s², tau² = max(0, (k phi - (k-1)) / (Σw - Σw²/Σw)), and the
 * adjusted z is (y - y of the target) / √(s² + tau²).
 *
 * <p>The arcsine scale knows proportions: a rate above 1 is taken as 1. It is wrong by itself where
 * few events are expected; {@link #isAbove} therefore asks {@link CountModel} too.
 *
 * @param target the peers' common rate per name, 0 to 1
 * @param dispersion phi; about 1 where the peers differ by chance alone
 * @param tauSquared tau², the variance between registrars on the arcsine scale, 0 or more
 * @param winsorLimits what z is drawn in to
 * @param peers how many registrars it rests on, k, 1 or more
 */
public record Funnel(
    double target, double dispersion, double tauSquared, Interval winsorLimits, int peers) {

  /**
   * The funnel of a zone.
   *
   * @param minimumNames what a registrar needs to count as a peer; 1 or more
   * @param winsorised share of the peers at either end whose z are drawn in, 0 or more and below
   *     0.5; 0.1 is usual
   * @return empty where there is no peer
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Optional<Funnel> of(List<Rate> rates, long minimumNames, double winsorised) {
    return new Peers(rates, minimumNames, winsorised).funnel(Peers.NOBODY);
  }

  /**
   * For each registrar the funnel of all others, so that nobody is measured by a target or a spread
   * that it has shaped itself. Equal to {@link #of} on the list without it, at a cost that grows
   * with the square of the number of peers.
   *
   * @return in the order of the rates; for one that is not a peer, the funnel of all peers
   */
  public static List<Optional<Funnel>> leaveOneOut(
      List<Rate> rates, long minimumNames, double winsorised) {
    LeaveOneOut others = new LeaveOneOut(rates, minimumNames, winsorised);
    return IntStream.range(0, rates.size()).mapToObj(others::without).toList();
  }

  /**
   * As {@link #leaveOneOut}, each funnel computed when it is first asked for. Not for several
   * threads at once.
   */
  public static final class LeaveOneOut {

    private static final int NO_PEER = -1;

    private final Peers peers;
    private final int[] places;
    private final List<@Nullable Optional<Funnel>> known;
    private @Nullable Optional<Funnel> all;

    /** The rates and parameters of {@link Funnel#of}. */
    public LeaveOneOut(List<Rate> rates, long minimumNames, double winsorised) {
      this.peers = new Peers(rates, minimumNames, winsorised);
      this.places = new int[rates.size()];
      int peer = 0;
      for (int i = 0; i < places.length; i++) {
        places[i] = peers.has(rates.get(i)) ? peer++ : NO_PEER;
      }
      this.known = new ArrayList<>(Collections.nCopies(places.length, null));
    }

    /** The funnel without the registrar whose rate stands there; of all peers if it is none. */
    public Optional<Funnel> without(int index) {
      if (places[index] == NO_PEER) {
        return ofAll();
      }
      Optional<Funnel> funnel = known.get(index);
      if (funnel == null) {
        funnel = peers.funnel(places[index]);
        known.set(index, funnel);
      }
      return funnel;
    }

    /** The funnel of all peers. */
    public Optional<Funnel> ofAll() {
      Optional<Funnel> funnel = all;
      if (funnel == null) {
        funnel = peers.funnel(Peers.NOBODY);
        all = funnel;
      }
      return funnel;
    }
  }

  /**
   * Distance from the target in standard errors of chance alone.
   *
   * @throws IllegalArgumentException if the rate has no names
   */
  public double z(Rate rate) {
    return distance(rate) / Math.sqrt(chance(rate.exposure()));
  }

  /**
   * Distance from the target in standard errors of chance and of the peers' own spread.
   *
   * @throws IllegalArgumentException if the rate has no names
   */
  public double adjustedZ(Rate rate) {
    return distance(rate) / Math.sqrt(chance(rate.exposure()) + tauSquared);
  }

  /**
   * The over-dispersed limits at a size, for drawing.
   *
   * @param tail beyond either limit, above 0 and below 0.5; 0.025 for 95 %, 0.001 for 99.8 %
   * @return rates per name, within 0 and 1
   * @throws IllegalArgumentException without names
   */
  public Interval limits(Exposure names, double tail) {
    return limits(tail, chance(names) + tauSquared);
  }

  /** The limits of chance alone on the arcsine scale, as {@link #limits}. */
  public Interval naiveLimits(Exposure names, double tail) {
    return limits(tail, chance(names));
  }

  /**
   * Whether a registrar lies above the upper limit: beyond the over-dispersed limit, and with a
   * count that chance alone would reach at most so often. One more event never turns this from true
   * to false, one more name without an event never from false to true.
   *
   * @param tail as in {@link #limits}
   * @return false without names
   */
  public boolean isAbove(Rate rate, double tail) {
    return rate.exists()
        && adjustedZ(rate) > Level.deviateOfTail(tail)
        && CountModel.BINOMIAL.atLeast(rate.events(), rate.exposure(), target) <= tail;
  }

  /**
   * The line that {@link #isAbove} means, for drawing: the over-dispersed limit, or where few
   * events are expected and chance alone reaches farther, the exact limit of chance. A registrar
   * without an event is never above it.
   *
   * @param tail as in {@link #limits}
   * @return per name, 0 or more; above 1 below one name
   * @throws IllegalArgumentException without names
   */
  public double upperLimit(Exposure names, double tail) {
    return Math.max(
        limits(names, tail).upper(),
        CountModel.BINOMIAL.actionPoint(names, target, tail) / names.toDouble());
  }

  /** The line below which a rate is unusually low, made as {@link #upperLimit}; decides nothing. */
  public double lowerLimit(Exposure names, double tail) {
    return Math.min(
        limits(names, tail).lower(),
        CountModel.BINOMIAL.lowActionPoint(names, target, tail) / names.toDouble());
  }

  private Interval limits(double tail, double variance) {
    double centre = angle(target);
    double halfWidth = Level.deviateOfTail(tail) * Math.sqrt(variance);
    return new Interval(
        proportion(Math.max(0, centre - halfWidth)),
        proportion(Math.min(Math.PI / 2, centre + halfWidth)));
  }

  private double distance(Rate rate) {
    return angle(rate.toDouble()) - angle(target);
  }

  private static double chance(Exposure names) {
    if (names.isNone()) {
      throw new IllegalArgumentException("a funnel has no width at no names");
    }
    return 1 / (4 * names.toDouble());
  }

  private static double angle(double proportion) {
    return Math.asin(Math.sqrt(Math.min(1, proportion)));
  }

  private static double proportion(double angle) {
    double sine = Math.sin(angle);
    return sine * sine;
  }

  /** What a funnel is computed from, held so that one peer can be left out cheaply. */
  private static final class Peers {

    private static final int NOBODY = -1;

    private final Exposure least;
    private final double winsorised;
    private final List<Rate> rates;
    private final Rate total;
    private final double[] angles;
    private final double[] weights;
    private final double[] roots;
    private final int[] order;
    private final double[] scores;
    private final double[] scratch;

    Peers(List<Rate> all, long minimumNames, double winsorised) {
      if (minimumNames < 1 || !(winsorised >= 0 && winsorised < 0.5)) {
        throw new IllegalArgumentException(
            "no funnel of registrars from %d names on, winsorised by %s"
                .formatted(minimumNames, winsorised));
      }
      this.least = Exposure.of(minimumNames);
      this.winsorised = winsorised;
      this.rates = all.stream().filter(this::has).toList();
      this.total = rates.stream().reduce(Rate.NONE, Rate::plus);
      this.angles = rates.stream().mapToDouble(rate -> angle(rate.toDouble())).toArray();
      this.weights = rates.stream().mapToDouble(rate -> 4 * rate.exposure().toDouble()).toArray();
      this.roots = Arrays.stream(weights).map(Math::sqrt).toArray();
      this.scores = new double[rates.size()];
      this.scratch = new double[rates.size()];
      this.order = byScore();
    }

    /**
     * The peers by their z in the funnel of all. Without one of them the order is nearly the same,
     * and selecting from nearly sorted values takes a third less time.
     */
    private int[] byScore() {
      double centre = total.exists() ? angle(total.toDouble()) : 0;
      return IntStream.range(0, angles.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> (angles[i] - centre) * roots[i]))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    boolean has(Rate rate) {
      return rate.exposure().compareTo(least) >= 0;
    }

    Optional<Funnel> funnel(int without) {
      Rate common = without == NOBODY ? total : total.minus(rates.get(without));
      if (!common.exists()) {
        return Optional.empty();
      }
      double target = Math.min(1, common.toDouble());
      double centre = angle(target);
      double weight = 0;
      double squaredWeight = 0;
      for (int i = 0; i < angles.length; i++) {
        if (i != without) {
          scores[i] = (angles[i] - centre) * roots[i];
          weight += weights[i];
          squaredWeight += weights[i] * weights[i];
        }
      }
      int count = 0;
      for (int i : order) {
        if (i != without) {
          scratch[count++] = scores[i];
        }
      }
      double low = OrderStatistics.quantile(scratch, count, winsorised);
      double high = OrderStatistics.quantile(scratch, count, 1 - winsorised);
      double squares = 0;
      for (int i = 0; i < angles.length; i++) {
        if (i != without) {
          double drawnIn = Math.max(low, Math.min(high, scores[i]));
          squares += drawnIn * drawnIn;
        }
      }
      double spread = weight - squaredWeight / weight;
      // One peer alone says nothing about how peers differ.
      double tauSquared = count > 1 ? Math.max(0, (squares - (count - 1)) / spread) : 0;
      return Optional.of(
          new Funnel(target, squares / count, tauSquared, new Interval(low, high), count));
    }
  }
}

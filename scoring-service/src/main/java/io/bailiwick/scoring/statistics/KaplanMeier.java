package io.bailiwick.scoring.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The share that still goes on after a time, from lifetimes of which some are censored (Kaplan and
 * Meier, J. Am. Stat. Assoc. 53 (1958) 457). What is censored at a time was still at risk for what
 * ended at the same time. After the last duration the curve stays where it is; {@link #atRisk} says
 * how many it rests on.
 *
 * <p>From no lifetimes at all follows nothing: the curve is 1, its interval from 0 to 1.
 *
 * @param steps one for each different duration, ascending
 */
public record KaplanMeier(List<Step> steps) {

  /** Room for the rounding of a product of shares, so that a curve at one half is at its median. */
  private static final double ROUNDING = 1e-12;

  /**
   * What happened at one duration.
   *
   * @param time the duration, in the caller's unit
   * @param atRisk how many were watched until then or longer
   * @param ended how many ended then
   * @param censored how many were last seen then
   * @param survival the share that goes on after it, 1 to 0
   * @param standardError of the share by Greenwood's formula, S √(Σ d/(r(r-d))); 0 where the share
   *     is 1 or 0, which does not mean certainty: see {@link #interval}
   */
  public record Step(
      double time, int atRisk, int ended, int censored, double survival, double standardError) {}

  /**
   * The time by which a share has ended, bounded; a bound is empty where the curve's own bound does
   * not come down so far.
   */
  public record TimeBounds(OptionalDouble lower, OptionalDouble upper) {}

  /** Takes the steps as they are; see {@link #of}. */
  public KaplanMeier {
    steps = List.copyOf(steps);
  }

  /** The curve of some lifetimes, in any order. */
  public static KaplanMeier of(List<Lifetime> lifetimes) {
    List<Lifetime> sorted =
        lifetimes.stream().sorted(Comparator.comparingDouble(Lifetime::duration)).toList();
    List<Step> steps = new ArrayList<>();
    double survival = 1;
    double variance = 0;
    int next = 0;
    while (next < sorted.size()) {
      double time = sorted.get(next).duration();
      int atRisk = sorted.size() - next;
      int ended = 0;
      int censored = 0;
      for (; next < sorted.size() && sorted.get(next).duration() == time; next++) {
        if (sorted.get(next).ended()) {
          ended++;
        } else {
          censored++;
        }
      }
      survival *= (double) (atRisk - ended) / atRisk;
      // Where all end the share is 0, and the sum would be infinite.
      variance += ended == atRisk ? 0 : (double) ended / ((double) atRisk * (atRisk - ended));
      steps.add(new Step(time, atRisk, ended, censored, survival, survival * Math.sqrt(variance)));
    }
    return new KaplanMeier(steps);
  }

  /** The share that goes on after a time, 0 to 1; 1 before anything ended. */
  public double survival(double time) {
    int last = lastUntil(time);
    return last < 0 ? 1 : steps.get(last).survival();
  }

  /** How many were watched until a time or longer. */
  public int atRisk(double time) {
    return steps.stream()
        .filter(step -> step.time() >= time)
        .findFirst()
        .map(Step::atRisk)
        .orElse(0);
  }

  /** By when half has ended; empty where the curve does not come down so far. */
  public OptionalDouble median() {
    return quantile(0.5);
  }

  /**
   * By when a share has ended: the first duration after which at most the rest goes on.
   *
   * @param share above 0, at most 1; 0.9 for the ninetieth percentile
   * @return empty where the curve does not come down so far
   * @throws IllegalArgumentException for another share
   */
  public OptionalDouble quantile(double share) {
    double rest = restOf(share);
    return steps.stream()
        .filter(step -> step.survival() <= rest)
        .mapToDouble(Step::time)
        .findFirst();
  }

  /**
   * The interval of {@link #quantile}: from where the curve's lower bound comes down to the rest to
   * where its upper bound does (Brookmeyer and Crowley, Biometrics 38 (1982) 29).
   *
   * @param confidence two-sided, above 0 and below 1
   */
  public TimeBounds quantileBounds(double share, double confidence) {
    double rest = restOf(share);
    OptionalDouble lower = OptionalDouble.empty();
    OptionalDouble upper = OptionalDouble.empty();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).ended() > 0) {
        Interval interval = intervalAt(i, confidence);
        double time = steps.get(i).time();
        if (lower.isEmpty() && interval.lower() <= rest) {
          lower = OptionalDouble.of(time);
        }
        if (upper.isEmpty() && interval.upper() <= rest) {
          upper = OptionalDouble.of(time);
        }
      }
    }
    return new TimeBounds(lower, upper);
  }

  /**
   * The confidence interval of {@link #survival} at a time, by Greenwood's variance on the scale of
   * log(-log S), which stays within 0 and 1 (Kalbfleisch and Prentice, The Statistical Analysis of
   * Failure Time Data, 1980). The formula says nothing where S is 1 or 0; there Clopper and
   * Pearson's bound for none of those at risk is used, and after an end of all the upper bound of
   * the step before.
   *
   * @param confidence two-sided, above 0 and below 1
   */
  public Interval interval(double time, double confidence) {
    int last = lastUntil(time);
    if (last < 0 || steps.get(last).survival() == 1) {
      double side = Level.ofEachSide(confidence);
      return new Interval(1 - shareOfNone(atRisk(time), side), 1);
    }
    return intervalAt(last, confidence);
  }

  private Interval intervalAt(int index, double confidence) {
    Step step = steps.get(index);
    double side = Level.ofEachSide(confidence);
    double survival = step.survival();
    if (survival == 1) {
      return new Interval(1 - shareOfNone(step.atRisk(), side), 1);
    }
    if (survival == 0) {
      double upper = index == 0 ? 1 : intervalAt(index - 1, confidence).upper();
      return new Interval(0, upper == 1 ? shareOfNone(step.atRisk(), side) : upper);
    }
    double width =
        Level.deviate(side) * step.standardError() / (survival * Math.abs(Math.log(survival)));
    return new Interval(Math.pow(survival, Math.exp(width)), Math.pow(survival, Math.exp(-width)));
  }

  /** The largest share that is still compatible with none of so many. */
  private static double shareOfNone(int many, double confidence) {
    return many == 0 ? 1 : RateInterval.CLOPPER_PEARSON.upper(Rate.of(0, many), confidence);
  }

  private static double restOf(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("not a share that can end: " + share);
    }
    return 1 - share + ROUNDING;
  }

  /** The index of the last step at or before a time; -1 where there is none. */
  private int lastUntil(double time) {
    int last = -1;
    while (last + 1 < steps.size() && steps.get(last + 1).time() <= time) {
      last++;
    }
    return last;
  }
}

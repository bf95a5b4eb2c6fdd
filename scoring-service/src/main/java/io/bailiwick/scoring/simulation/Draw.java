package io.bailiwick.scoring.simulation;

import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * A stream of chance that follows from its key alone: the same key gives the same draws, whatever
 * other streams are drawn from, in which order and on which thread.
 */
final class Draw {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final SplittableRandom random;
  private final UniformRandomProvider provider;

  private Draw(long seed) {
    this.random = new SplittableRandom(seed);
    this.provider = random::nextLong;
  }

  /** The stream of a key, every part of which matters. */
  static Draw of(long... key) {
    long hash = 0;
    for (long part : key) {
      hash = mixed(hash + GOLDEN + mixed(part));
    }
    return new Draw(hash);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), a bijection. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** From 0 up to but not 1. */
  double uniform() {
    return random.nextDouble();
  }

  /** 64 bits, for the key of further streams. */
  long bits() {
    return random.nextLong();
  }

  /** From 0 up to but not the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean happens(double probability) {
    return uniform() < probability;
  }

  /** Counts with this mean, 0 or more. */
  IntSupplier poisson(double mean) {
    return mean == 0 ? () -> 0 : PoissonDistribution.of(mean).createSampler(provider)::sample;
  }

  /** How many of so many happen. */
  int binomial(int trials, double probability) {
    int events = 0;
    for (int trial = 0; trial < trials; trial++) {
      events += happens(probability) ? 1 : 0;
    }
    return events;
  }

  /**
   * A factor with mean 1.
   *
   * @param shape the smaller, the wider: its variance is 1/shape
   */
  double factor(double shape) {
    return GammaDistribution.of(shape, 1 / shape).createSampler(provider).sample();
  }
}

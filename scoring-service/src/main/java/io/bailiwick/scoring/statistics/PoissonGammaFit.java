package io.bailiwick.scoring.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Empirical Bayes rates for counts on an exposure, by moments (Marshall, Applied Statistics 40
 * (1991) 283): A = max(s² - m/n̄, 0) with s² = Σ n (p - m)² / N, and EB = m + A/(A + m/n) (p - m).
 * For ordering only; x &gt; n needs no care here.
 *
 * @param mean the common rate per name, m, 0 or more
 * @param meanNames the mean exposure of a registrar, n̄, above 0
 * @param variance s², 0 or more
 * @param between the variance between registrars that chance does not explain, A, 0 or more
 */
public record PoissonGammaFit(double mean, double meanNames, double variance, double between) {

  /**
   * Fits to all registrars with names.
   *
   * @return empty where no registrar has any
   */
  public static Optional<PoissonGammaFit> of(List<Rate> rates) {
    List<Rate> used = rates.stream().filter(Rate::exists).toList();
    if (used.isEmpty()) {
      return Optional.empty();
    }
    double events = 0;
    double names = 0;
    for (Rate rate : used) {
      events += rate.events();
      names += rate.exposure().toDouble();
    }
    double mean = events / names;
    double weighted = 0;
    for (Rate rate : used) {
      double difference = rate.toDouble() - mean;
      weighted += rate.exposure().toDouble() * difference * difference;
    }
    double meanNames = names / used.size();
    double variance = weighted / names;
    return Optional.of(
        new PoissonGammaFit(mean, meanNames, variance, Math.max(variance - mean / meanNames, 0)));
  }

  /**
   * The rate of a registrar drawn towards the common one, per name: the common one where there are
   * no names or the registrars differ by chance alone.
   */
  public double posteriorMean(Rate rate) {
    if (between == 0 || !rate.exists()) {
      return mean;
    }
    double weight = between / (between + mean / rate.exposure().toDouble());
    return mean + weight * (rate.toDouble() - mean);
  }
}

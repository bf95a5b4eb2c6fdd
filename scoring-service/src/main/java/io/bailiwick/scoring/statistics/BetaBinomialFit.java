package io.bailiwick.scoring.statistics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A beta prior fitted to the registrars of a zone by moments weighted with their names (Kleinman,
 * J. Am. Stat. Assoc. 68 (1973) 46). With k registrars, N names, m = events/N and S = Σ n (p - m)²:
 * rho = (S - (k-1) m(1-m)) / (m(1-m) (N - Σn²/N - (k-1))), M = 1/rho - 1, alpha = mM, beta =
 * (1-m)M.
 *
 * <p>For proposing the published prior and for ordering an analyst's list. Decisions use the
 * published {@link BetaPrior}.
 *
 * @param registrars how many the fit rests on, k
 * @param mean their common rate per name, m, above 0 and below 1
 * @param weightedSquares S, 0 or more
 * @param correlation rho, from 0 (the registrars differ by chance alone) to 1
 */
public record BetaBinomialFit(
    int registrars, double mean, double weightedSquares, double correlation) {

  /**
   * Fits to all registrars of a minimum size. Registrars without names or with more events than
   * names are left out: a tiny one can wreck the fit.
   *
   * @param minimumNames what a registrar needs to be used
   * @return empty where the counts determine no prior: fewer than two registrars, no event, nothing
   *     but events, or one name each
   */
  public static Optional<BetaBinomialFit> of(List<Rate> rates, long minimumNames) {
    Exposure least = Exposure.of(minimumNames);
    return fit(
        rates.stream()
            .filter(rate -> rate.exists() && !rate.isNoProportion())
            .filter(rate -> rate.exposure().compareTo(least) >= 0)
            .toList());
  }

  /**
   * Fits to the registrars of a minimum size that are no outliers of their own funnel, so that a
   * few extreme ones do not decide what is usual.
   *
   * @param winsorised share at either end by which the funnel is winsorised, as in {@link
   *     Funnel#of}
   * @param outlier adjusted z from which on, in either direction, a registrar is left out; above 0.
   *     With 3.09 everything outside the limits of 99.8 % goes; a higher number leaves more of the
   *     ordinary variation in
   */
  public static Optional<BetaBinomialFit> robust(
      List<Rate> rates, long minimumNames, double winsorised, double outlier) {
    if (!(outlier > 0)) {
      throw new IllegalArgumentException("not a limit of z: " + outlier);
    }
    return Funnel.of(rates, minimumNames, winsorised)
        .flatMap(
            funnel ->
                of(
                    rates.stream()
                        .filter(Rate::exists)
                        .filter(rate -> Math.abs(funnel.adjustedZ(rate)) < outlier)
                        .toList(),
                    minimumNames));
  }

  /** The weight of the prior in names, M; empty where rho is 0 (without bound) or 1 (none). */
  public Optional<Double> strength() {
    return correlation > 0 && correlation < 1 ? Optional.of(1 / correlation - 1) : Optional.empty();
  }

  /** The fitted prior; empty where rho is 0 or 1, which no beta distribution has. */
  public Optional<BetaPrior> prior() {
    return strength()
        .map(
            weight ->
                new BetaPrior(
                    BigDecimal.valueOf(mean * weight), BigDecimal.valueOf((1 - mean) * weight)));
  }

  /**
   * The empirical Bayes rate (x + alpha) / (n + M) per name: the common mean where there are no
   * names or rho is 0, the registrar's own rate where rho is 1.
   */
  public double posteriorMean(Rate rate) {
    if (correlation == 0 || !rate.exists()) {
      return mean;
    }
    double weight = 1 / correlation - 1;
    return (rate.events() + mean * weight) / (rate.exposure().toDouble() + weight);
  }

  private static Optional<BetaBinomialFit> fit(List<Rate> rates) {
    double events = 0;
    double names = 0;
    double squares = 0;
    for (Rate rate : rates) {
      double n = rate.exposure().toDouble();
      events += rate.events();
      names += n;
      squares += n * n;
    }
    double mean = events / names;
    double freedom = rates.size() - 1.0;
    double spread = names - squares / names - freedom;
    double variance = mean * (1 - mean);
    if (!(freedom >= 1 && spread > 0 && variance > 0)) {
      return Optional.empty();
    }
    double weighted = 0;
    for (Rate rate : rates) {
      double difference = rate.toDouble() - mean;
      weighted += rate.exposure().toDouble() * difference * difference;
    }
    double correlation = (weighted - freedom * variance) / (variance * spread);
    return Optional.of(
        new BetaBinomialFit(rates.size(), mean, weighted, Math.max(0, Math.min(1, correlation))));
  }
}

package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.AbuseVeto;
import io.bailiwick.qpi.ingest.Portfolio;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.Measurements;
import io.bailiwick.qpi.kpi.Quantity;
import io.bailiwick.qpi.scoring.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that an evaluation is made from, besides the policy: what the peers said, sorted by
 * registrar. The same inputs and policy give the same results.
 */
record FrozenInputs(
    Month month,
    UUID scoringRunId,
    int scoringPolicyVersion,
    List<Score> scores,
    List<Portfolio> portfolios) {

  FrozenInputs {
    scores = scores.stream().sorted(Comparator.comparing(Score::registrar)).toList();
    portfolios = portfolios.stream().sorted(Comparator.comparing(Portfolio::registrar)).toList();
  }

  /** One registrar's part; a registrar that only one of the peers knows is there too. */
  record Registrar(RegistrarId id, @Nullable Score score, @Nullable Portfolio portfolio) {

    String name() {
      String name = score == null ? null : score.registrarName();
      if (name == null && portfolio != null) {
        name = portfolio.name();
      }
      return Objects.requireNonNullElse(name, "registrar " + id);
    }

    AbuseVeto veto() {
      if (score == null) {
        return AbuseVeto.UNKNOWN;
      }
      return switch (score.reward().state()) {
        case HOLDS, HOLDS_PROVISIONALLY -> AbuseVeto.CLEAR;
        case DOES_NOT_HOLD -> AbuseVeto.VETOED;
        case NOT_ASSESSABLE -> AbuseVeto.UNKNOWN;
      };
    }

    Measurements measurements() {
      Measurements measurements = new Measurements();
      measureAbuse(measurements);
      measurePortfolio(measurements);
      return measurements;
    }

    private void measureAbuse(Measurements measurements) {
      if (score == null) {
        String reason = "there is no abuse score of the month";
        measurements.miss(Quantity.ABUSIVE_DOMAINS, reason).miss(Quantity.MEAN_DOMAINS, reason);
        return;
      }
      if (veto() == AbuseVeto.UNKNOWN) {
        String reason = "the abuse gate for rewards is not assessable";
        measurements.miss(Quantity.ABUSIVE_DOMAINS, reason).miss(Quantity.MEAN_DOMAINS, reason);
        return;
      }
      know(measurements, Quantity.ABUSIVE_DOMAINS, score.domains(), "the score gives no count");
      Long dumSum = score.dumSum();
      Integer days = score.days();
      if (dumSum != null && days != null && days > 0) {
        measurements.know(Quantity.MEAN_DOMAINS, Fraction.of(dumSum, days));
      }
    }

    private void measurePortfolio(Measurements measurements) {
      if (portfolio == null) {
        for (Quantity quantity : Quantity.values()) {
          if (quantity != Quantity.ABUSIVE_DOMAINS && quantity != Quantity.MEAN_DOMAINS) {
            measurements.miss(quantity, "there is no portfolio of the month");
          }
        }
        return;
      }
      String open = "the auto-renew grace of the month's names has not closed for all of them";
      know(measurements, Quantity.RENEWALS_DONE, portfolio.renewalsDone(), open);
      know(measurements, Quantity.RENEWALS_DUE, portfolio.renewalsDue(), open);
      know(
          measurements,
          Quantity.SIGNED_NAMES,
          portfolio.signedNames(),
          "the registration data carry no DNSSEC records");
      know(
          measurements,
          Quantity.CLOSING_DOMAINS,
          portfolio.closingDum(),
          "the names at the end of the month are not known");
      know(measurements, Quantity.TERM_YEARS, portfolio.termYears(), "terms are not known");
      know(measurements, Quantity.CREATES, portfolio.creates(), "creates are not known");
      Portfolio.Probes usage = portfolio.usage();
      String unprobed = "no names have been probed for usage";
      know(measurements, Quantity.NAMES_IN_USE, usage == null ? null : usage.positive(), unprobed);
      know(
          measurements,
          Quantity.NAMES_PROBED_FOR_USE,
          usage == null ? null : usage.known(),
          unprobed);
      Portfolio.Probes tls = portfolio.tls();
      String unconnected = "no names have been probed for certificates";
      know(measurements, Quantity.NAMES_WITH_TLS, tls == null ? null : tls.positive(), unconnected);
      know(
          measurements,
          Quantity.NAMES_PROBED_FOR_TLS,
          tls == null ? null : tls.known(),
          unconnected);
    }

    private static void know(
        Measurements measurements, Quantity quantity, @Nullable Long value, String otherwise) {
      if (value == null) {
        measurements.miss(quantity, otherwise);
      } else {
        measurements.know(quantity, value);
      }
    }
  }

  /** Every registrar that a peer knows, by IANA ID. */
  List<Registrar> registrars() {
    Map<RegistrarId, Score> scoreOf = new TreeMap<>();
    scores.forEach(score -> scoreOf.put(score.registrar(), score));
    Map<RegistrarId, Portfolio> portfolioOf = new TreeMap<>();
    portfolios.forEach(portfolio -> portfolioOf.put(portfolio.registrar(), portfolio));
    TreeSet<RegistrarId> ids = new TreeSet<>(scoreOf.keySet());
    ids.addAll(portfolioOf.keySet());
    return ids.stream().map(id -> new Registrar(id, scoreOf.get(id), portfolioOf.get(id))).toList();
  }
}

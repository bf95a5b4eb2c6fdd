package io.bailiwick.qpi.evaluation;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.AbuseGate;
import io.bailiwick.qpi.index.AbuseReadings;
import io.bailiwick.qpi.index.AbuseVeto;
import io.bailiwick.qpi.ingest.Portfolio;
import io.bailiwick.qpi.kpi.Fraction;
import io.bailiwick.qpi.kpi.Measurements;
import io.bailiwick.qpi.kpi.Quantity;
import io.bailiwick.qpi.kpi.QuantityName;
import io.bailiwick.qpi.scoring.GateState;
import io.bailiwick.qpi.scoring.Measures;
import io.bailiwick.qpi.scoring.Score;
import io.bailiwick.qpi.series.SeriesPoint;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was known of all registrars in one month: what the peers said and what was imported, sorted.
 *
 * @param scoringPolicyVersion of the scores that do not say their own
 */
record MonthFacts(
    Month month,
    @Nullable Integer scoringPolicyVersion,
    List<Score> scores,
    List<Portfolio> portfolios,
    List<Measures> measures,
    List<SeriesPoint> series) {

  MonthFacts {
    scores = scores.stream().sorted(Comparator.comparing(Score::registrar)).toList();
    portfolios = portfolios.stream().sorted(Comparator.comparing(Portfolio::registrar)).toList();
    measures = measures.stream().sorted(Comparator.comparing(Measures::registrar)).toList();
    series =
        series.stream()
            .sorted(Comparator.comparing(SeriesPoint::series).thenComparing(SeriesPoint::registrar))
            .toList();
  }

  /** Every registrar that a peer knows; a series adds none. */
  Set<RegistrarId> registrars() {
    Set<RegistrarId> ids = new TreeSet<>();
    scores.forEach(score -> ids.add(score.registrar()));
    portfolios.forEach(portfolio -> ids.add(portfolio.registrar()));
    return ids;
  }

  /** One registrar's part of the month. */
  Known of(RegistrarId registrar) {
    return new Known(
        registrar,
        scoringPolicyVersion,
        scores.stream().filter(each -> each.registrar().equals(registrar)).findFirst().orElse(null),
        portfolios.stream()
            .filter(each -> each.registrar().equals(registrar))
            .findFirst()
            .orElse(null),
        measures.stream()
            .filter(each -> each.registrar().equals(registrar))
            .findFirst()
            .orElse(null),
        series.stream().filter(each -> each.registrar().equals(registrar)).toList());
  }

  /** What is known of one registrar in the month. */
  record Known(
      RegistrarId registrar,
      @Nullable Integer scoringPolicyVersion,
      @Nullable Score score,
      @Nullable Portfolio portfolio,
      @Nullable Measures measures,
      List<SeriesPoint> series) {

    private static final String NO_SCORE = "there is no abuse score of the month";
    private static final String NO_PORTFOLIO = "there is no portfolio of the month";

    @Nullable String name() {
      String name = score == null ? null : score.registrarName();
      return name == null && portfolio != null ? portfolio.name() : name;
    }

    AbuseReadings abuse() {
      if (score == null) {
        return AbuseReadings.none();
      }
      Map<AbuseGate, AbuseVeto> gates = new EnumMap<>(AbuseGate.class);
      read(gates, AbuseGate.REWARD, score.reward());
      read(gates, AbuseGate.WATCH, score.watch());
      read(gates, AbuseGate.INTERVENTION, score.intervention());
      read(gates, AbuseGate.ACUTE, score.acute());
      read(gates, AbuseGate.EXIT, score.exit());
      Integer own = score.policyVersion();
      return new AbuseReadings(own == null ? scoringPolicyVersion : own, gates);
    }

    private static void read(
        Map<AbuseGate, AbuseVeto> gates, AbuseGate gate, Score.@Nullable Gate said) {
      if (said != null) {
        gates.put(
            gate,
            switch (said.state()) {
              case HOLDS, HOLDS_PROVISIONALLY -> gate.of(true);
              case DOES_NOT_HOLD -> gate.of(false);
              case NOT_ASSESSABLE -> AbuseVeto.UNKNOWN;
            });
      }
    }

    Measurements measurements() {
      Measurements measurements = new Measurements();
      occurrence(measurements);
      persistence(measurements);
      portfolio(measurements);
      for (SeriesPoint point : series) {
        measurements.know(
            QuantityName.of(point.series(), QuantityName.Column.NUMERATOR),
            Fraction.of(point.numerator()));
        BigDecimal denominator = point.denominator();
        if (denominator != null) {
          measurements.know(
              QuantityName.of(point.series(), QuantityName.Column.DENOMINATOR),
              Fraction.of(denominator));
        }
      }
      return measurements;
    }

    private void occurrence(Measurements measurements) {
      if (score == null) {
        measurements.miss(Quantity.ABUSIVE_DOMAINS, NO_SCORE).miss(Quantity.MEAN_DOMAINS, NO_SCORE);
        return;
      }
      if (score.reward().state() == GateState.NOT_ASSESSABLE) {
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

    private void persistence(Measurements measurements) {
      if (measures == null) {
        Quantity.ofMeasures()
            .forEach(each -> measurements.miss(each, "there are no measures of the month"));
        return;
      }
      Measures.Cohort cohort = measures.cohort();
      BigDecimal creates = cohort == null ? null : cohort.gross().denominator();
      if (cohort != null && creates != null) {
        measurements.know(Quantity.ABUSIVE_CREATES, Fraction.of(cohort.gross().numerator()));
        measurements.know(Quantity.COHORT_CREATES, Fraction.of(creates));
      }
      Measures.Recurrence recurrence = measures.recurrence();
      if (recurrence != null) {
        measurements.know(Quantity.MONTHS_ABOVE_LINE, recurrence.monthsAbove());
        measurements.know(Quantity.MONTHS_WITH_RATE, recurrence.months());
      }
      List<Measures.Persistence> clocks = measures.persistence();
      if (clocks != null) {
        clocks.stream()
            .filter(clock -> clock.clock().equals(Measures.LISTING))
            .findFirst()
            .ifPresent(clock -> survival(measurements, clock));
      }
    }

    private static void survival(Measurements measurements, Measures.Persistence clock) {
      measurements.know(Quantity.ABUSE_INCIDENTS, clock.incidents());
      up(measurements, clock, 24, Quantity.INCIDENTS_UP_AFTER_24_HOURS);
      up(measurements, clock, 96, Quantity.INCIDENTS_UP_AFTER_96_HOURS);
      up(measurements, clock, 720, Quantity.INCIDENTS_UP_AFTER_30_DAYS);
      hours(
          measurements, Quantity.HOURS_TO_HALF_ENDED, clock.medianHours(), "fewer than half ended");
      hours(
          measurements,
          Quantity.HOURS_TO_NINE_TENTHS_ENDED,
          clock.p90Hours(),
          "fewer than nine of ten ended");
    }

    private static void up(
        Measurements measurements, Measures.Persistence clock, int hours, Quantity quantity) {
      if (clock.incidents() == 0) {
        measurements.know(quantity, 0);
        return;
      }
      clock.unmitigated().stream()
          .filter(share -> share.hours() == hours)
          .findFirst()
          .ifPresent(
              share ->
                  measurements.know(quantity, Fraction.of(share.share()).times(clock.incidents())));
    }

    private static void hours(
        Measurements measurements, Quantity quantity, @Nullable BigDecimal hours, String reason) {
      if (hours == null) {
        measurements.miss(quantity, reason);
      } else {
        measurements.know(quantity, Fraction.of(hours));
      }
    }

    private void portfolio(Measurements measurements) {
      if (portfolio == null) {
        for (Quantity quantity : Quantity.values()) {
          if (quantity.compareTo(Quantity.RENEWALS_DONE) >= 0) {
            measurements.miss(quantity, NO_PORTFOLIO);
          }
        }
        return;
      }
      String open = "the auto-renew grace of the month's names has not closed for all of them";
      know(measurements, Quantity.RENEWALS_DONE, portfolio.renewalsDone(), open);
      know(measurements, Quantity.RENEWALS_DUE, portfolio.renewalsDue(), open);
      know(measurements, Quantity.FIRST_RENEWALS_DONE, portfolio.firstRenewalsDone(), open);
      know(measurements, Quantity.FIRST_RENEWALS_DUE, portfolio.firstRenewalsDue(), open);
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
      String noTerms = "terms are not known";
      know(measurements, Quantity.TERM_YEARS, portfolio.termYears(), noTerms);
      know(
          measurements,
          Quantity.ADD_GRACE_TERM_YEARS,
          difference(portfolio.termYears(), portfolio.termYearsKept()),
          noTerms);
      String noCreates = "creates are not known";
      know(measurements, Quantity.CREATES, portfolio.creates(), noCreates);
      know(
          measurements,
          Quantity.ADD_GRACE_DELETES,
          difference(portfolio.creates(), portfolio.createsKept()),
          noCreates);
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

    private static @Nullable Long difference(@Nullable Long all, @Nullable Long kept) {
      return all == null || kept == null ? null : all - kept;
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
}

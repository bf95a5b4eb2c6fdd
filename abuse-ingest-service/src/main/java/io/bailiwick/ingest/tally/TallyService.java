package io.bailiwick.ingest.tally;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.ClassificationPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a month came to. */
@ApplicationScoped
class TallyService {

  /** Auto-renew grace period: until then a registrar may delete an automatically renewed name. */
  private static final int AUTO_RENEW_GRACE_DAYS = 45;

  private final TallyRepository tallies;
  private final MeasureRepository measures;
  private final ZoneRepository zones;
  private final Policies policies;
  private final ClassificationPolicy kind;
  private final BusinessClock clock;

  @Inject
  TallyService(
      TallyRepository tallies,
      MeasureRepository measures,
      ZoneRepository zones,
      Policies policies,
      ClassificationPolicy kind,
      BusinessClock clock) {
    this.tallies = tallies;
    this.measures = measures;
    this.zones = zones;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
  }

  @Transactional
  Tallies tallies(Month month) {
    return tallies.tallies(
        month, policies.inForce(kind, month.lastDay()).document().burstMinutes());
  }

  @Transactional
  Measures measures(Month month) {
    return measures.measures(month, clock.instant());
  }

  @Transactional
  ZoneTallies zoneTallies(Month month) {
    return zones.tallies(month);
  }

  /**
   * Watched up to the day's beginning, and for no longer than until the month's cohort has closed:
   * whoever asks again on the same day, or later, gets the same answer while no fact changes.
   */
  @Transactional
  ZoneMeasures zoneMeasures(Month month) {
    Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    Instant closed = month.matureAt(MeasureRepository.COHORT_DAYS);
    return zones.measures(month, today.isBefore(closed) ? today : closed);
  }

  @Transactional
  Portfolios portfolios(Month month) {
    Instant closed = month.matureAt(AUTO_RENEW_GRACE_DAYS);
    boolean known =
        !clock.instant().isBefore(closed) && tallies.depositsCover(month.start(), closed);
    return tallies.portfolios(month, known);
  }
}

package io.bailiwick.ingest.tally;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.ClassificationPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a month came to. */
@ApplicationScoped
class TallyService {

  /** Auto-renew grace period: until then a registrar may delete an automatically renewed name. */
  private static final int AUTO_RENEW_GRACE_DAYS = 45;

  private final TallyRepository tallies;
  private final MeasureRepository measures;
  private final ZoneRepository zones;
  private final MonthVersions versions;
  private final Sql sql;
  private final Policies policies;
  private final ClassificationPolicy kind;
  private final BusinessClock clock;

  @Inject
  TallyService(
      TallyRepository tallies,
      MeasureRepository measures,
      ZoneRepository zones,
      MonthVersions versions,
      Sql sql,
      Policies policies,
      ClassificationPolicy kind,
      BusinessClock clock) {
    this.tallies = tallies;
    this.measures = measures;
    this.zones = zones;
    this.versions = versions;
    this.sql = sql;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
  }

  /**
   * @param known version that the caller has
   */
  @Transactional
  Versioned<Tallies> tallies(Month month, @Nullable String known) {
    sql.oneState();
    int burstMinutes = policies.inForce(kind, month.lastDay()).document().burstMinutes();
    return Versioned.unless(
        known, versions.tallies(month, burstMinutes), () -> tallies.tallies(month, burstMinutes));
  }

  /** Watched up to the day's beginning, so that the day's answers are the same. */
  @Transactional
  Versioned<Measures> measures(Month month, @Nullable String known) {
    sql.oneState();
    Instant today = today();
    return Versioned.unless(
        known, versions.measures(month, today), () -> measures.measures(month, today));
  }

  @Transactional
  Versioned<ZoneTallies> zoneTallies(Month month, @Nullable String known) {
    sql.oneState();
    return Versioned.unless(known, versions.zoneTallies(month), () -> zones.tallies(month));
  }

  /**
   * Watched up to the day's beginning, and for no longer than until the month's cohort has closed:
   * whoever asks again on the same day, or later, gets the same answer while no fact changes.
   */
  @Transactional
  Versioned<ZoneMeasures> zoneMeasures(Month month, @Nullable String known) {
    sql.oneState();
    Instant today = today();
    Instant closed = month.matureAt(MeasureRepository.COHORT_DAYS);
    Instant until = today.isBefore(closed) ? today : closed;
    return Versioned.unless(
        known, versions.zoneMeasures(month, until), () -> zones.measures(month, until));
  }

  private Instant today() {
    return clock.instant().truncatedTo(ChronoUnit.DAYS);
  }

  @Transactional
  Portfolios portfolios(Month month) {
    Instant closed = month.matureAt(AUTO_RENEW_GRACE_DAYS);
    boolean known =
        !clock.instant().isBefore(closed) && tallies.depositsCover(month.start(), closed);
    return tallies.portfolios(month, known);
  }
}

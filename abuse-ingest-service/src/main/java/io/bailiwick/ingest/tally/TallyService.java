package io.bailiwick.ingest.tally;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.ClassificationPolicy;
import io.bailiwick.ingest.tally.MonthVersions.State;
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
   * @param known an If-None-Match header
   * @param since version of an answer that need only be brought up to date
   */
  @Transactional
  Versioned<Tallies> tallies(Month month, @Nullable String known, @Nullable String since) {
    sql.oneState();
    int burstMinutes = policies.inForce(kind, month.lastDay()).document().burstMinutes();
    State now = versions.tallies(month, burstMinutes);
    return Versioned.unless(
        known, now.name(), () -> tallies.tallies(month, burstMinutes, versions.since(since, now)));
  }

  /** Watched up to the day's beginning, so that the day's answers are the same. */
  @Transactional
  Versioned<Measures> measures(Month month, @Nullable String known) {
    sql.oneState();
    Instant today = today();
    return Versioned.unless(
        known, versions.measures(month, today).name(), () -> measures.measures(month, today));
  }

  @Transactional
  Versioned<ZoneTallies> zoneTallies(Month month, @Nullable String known, @Nullable String since) {
    sql.oneState();
    State now = versions.zoneTallies(month);
    return Versioned.unless(
        known, now.name(), () -> zones.tallies(month, versions.since(since, now)));
  }

  /**
   * Watched up to the day's beginning, and for no longer than until the month's cohort has closed:
   * whoever asks again on the same day, or later, gets the same answer while no fact changes.
   */
  @Transactional
  Versioned<ZoneMeasures> zoneMeasures(
      Month month, @Nullable String known, @Nullable String since) {
    sql.oneState();
    Instant today = today();
    Instant closed = month.matureAt(MeasureRepository.COHORT_DAYS);
    Instant until = today.isBefore(closed) ? today : closed;
    State now = versions.zoneMeasures(month, until);
    return Versioned.unless(
        known, now.name(), () -> zones.measures(month, until, versions.since(since, now)));
  }

  /** Whose incidents in the tallies of a month may have changed, or go, or be new. */
  @Transactional
  Changed changed(Month month, @Nullable String since) {
    sql.oneState();
    int burstMinutes = policies.inForce(kind, month.lastDay()).document().burstMinutes();
    State now = versions.tallies(month, burstMinutes);
    return new Changed(month, now.name(), versions.since(since, now).registrars());
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

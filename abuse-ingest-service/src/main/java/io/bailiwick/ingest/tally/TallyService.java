package io.bailiwick.ingest.tally;

import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
import io.bailiwick.ingest.incident.ClassificationPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** What a month came to. */
@ApplicationScoped
class TallyService {

  /** Auto-renew grace period: until then a registrar may delete an automatically renewed name. */
  private static final int AUTO_RENEW_GRACE_DAYS = 45;

  private final TallyRepository tallies;
  private final MeasureRepository measures;
  private final Policies policies;
  private final ClassificationPolicy kind;
  private final BusinessClock clock;

  @Inject
  TallyService(
      TallyRepository tallies,
      MeasureRepository measures,
      Policies policies,
      ClassificationPolicy kind,
      BusinessClock clock) {
    this.tallies = tallies;
    this.measures = measures;
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
  Portfolios portfolios(Month month) {
    Instant closed = month.matureAt(AUTO_RENEW_GRACE_DAYS);
    boolean known =
        !clock.instant().isBefore(closed) && tallies.depositsCover(month.start(), closed);
    return tallies.portfolios(month, known);
  }
}

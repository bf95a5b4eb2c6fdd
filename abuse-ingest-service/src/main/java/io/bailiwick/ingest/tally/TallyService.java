package io.bailiwick.ingest.tally;

import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.common.time.Month;
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
  private final BusinessClock clock;

  @Inject
  TallyService(TallyRepository tallies, BusinessClock clock) {
    this.tallies = tallies;
    this.clock = clock;
  }

  @Transactional
  Tallies tallies(Month month) {
    return tallies.tallies(month);
  }

  @Transactional
  Portfolios portfolios(Month month) {
    Instant closed = month.matureAt(AUTO_RENEW_GRACE_DAYS);
    boolean known =
        !clock.instant().isBefore(closed) && tallies.depositsCover(month.start(), closed);
    return tallies.portfolios(month, known);
  }
}

package io.bailiwick.aip.casefile;

import io.bailiwick.aip.restriction.OrderService;
import io.bailiwick.common.time.BusinessClock;
import io.bailiwick.enforcement.OrderState;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * Writes down that limits have ended. The end itself needs nobody: {@code OrderTerms} compares with
 * the clock, and a create is allowed from that instant on even if this never runs. Runs on a
 * schedule, for subscribers, and before cases are read, so that nobody sees a limit that is over.
 */
@ApplicationScoped
class LimitClock {
  private final CaseRepository cases;
  private final OrderService orders;
  private final CaseJournal journal;
  private final BusinessClock clock;

  @Inject
  LimitClock(CaseRepository cases, OrderService orders, CaseJournal journal, BusinessClock clock) {
    this.cases = cases;
    this.orders = orders;
    this.journal = journal;
    this.clock = clock;
  }

  @Scheduled(identity = "limits-end", every = "{bailiwick.limits.sweep}")
  @Transactional
  void endThoseThatAreOver() {
    cases.limitEnded(clock.instant()).forEach(this::end);
  }

  /** The same for one case, whose row the transaction has locked. */
  void endIfOver(CaseFile file) {
    if ((file.state == CaseState.LIMIT_IN_FORCE || file.state == CaseState.STAYED)
        && orders.ofCase(file.id).getLast().state() == OrderState.ENDED) {
      end(file);
    }
  }

  private void end(CaseFile file) {
    journal.endLimit(file, orders.ofCase(file.id).getLast());
  }
}

package io.bailiwick.qpi.outcome;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Goes on with reports that were cut off: each by one replica, which claims it. */
@ApplicationScoped
class OutcomeSchedule {

  private static final Logger LOG = Logger.getLogger(OutcomeSchedule.class);

  private final OutcomeRuns runs;
  private final OutcomeWork work;
  private final BusinessClock clock;

  @Inject
  OutcomeSchedule(OutcomeRuns runs, OutcomeWork work, BusinessClock clock) {
    this.runs = runs;
    this.work = work;
    this.clock = clock;
  }

  @Scheduled(
      identity = "outcomes",
      every = "{bailiwick.outcome.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    Instant now = clock.instant();
    for (Optional<UUID> next = claim(now); next.isPresent(); next = claim(now)) {
      try {
        var unused = work.toTheEnd(next.get());
      } catch (ProblemException e) {
        LOG.warnf("Outcome run %s waits for the next round: %s", next.get(), e.getMessage());
      }
    }
  }

  private Optional<UUID> claim(Instant now) {
    return QuarkusTransaction.requiringNew()
        .call(() -> runs.claim(now, now.plus(OutcomeWork.LEASE)));
  }
}

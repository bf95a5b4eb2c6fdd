package io.bailiwick.aip.appeal;

import io.bailiwick.aip.casefile.AppealedLimits;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Stays limits whose appeal was not decided in its time. Each is one transaction that locks the
 * case; what is stayed already, here or by another replica, is left alone.
 */
@ApplicationScoped
class AppealWork {
  private static final Logger LOG = Logger.getLogger(AppealWork.class);

  private final AppealRepository appeals;
  private final AppealedLimits limits;
  private final BusinessClock clock;

  @Inject
  AppealWork(AppealRepository appeals, AppealedLimits limits, BusinessClock clock) {
    this.appeals = appeals;
    this.limits = limits;
    this.clock = clock;
  }

  @Scheduled(
      identity = "appeals-overdue",
      every = "{bailiwick.clocks.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    List<Appeal> overdue =
        QuarkusTransaction.requiringNew().call(() -> appeals.overdue(clock.today()));
    for (Appeal appeal : overdue) {
      boolean stayed =
          QuarkusTransaction.requiringNew().call(() -> limits.stayOverdue(appeal.proposalId()));
      if (stayed) {
        LOG.warnf(
            "The limit in case %s is stayed: appeal %s was not decided in its time",
            appeal.caseReference(), appeal.id());
      }
    }
  }
}

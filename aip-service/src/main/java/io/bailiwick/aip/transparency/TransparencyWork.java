package io.bailiwick.aip.transparency;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Looks whether a reversal has changed what was published. */
@ApplicationScoped
class TransparencyWork {
  private static final Logger LOG = Logger.getLogger(TransparencyWork.class);

  private final TransparencyService reports;

  @Inject
  TransparencyWork(TransparencyService reports) {
    this.reports = reports;
  }

  @Scheduled(
      identity = "transparency-corrections",
      every = "{bailiwick.transparency.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    int drafted = reports.correct();
    if (drafted > 0) {
      LOG.infof("Drafted corrections of %d published transparency reports", drafted);
    }
  }
}

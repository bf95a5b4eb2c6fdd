package io.bailiwick.scoring.rescoring;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

/** Looks for changes every few seconds. */
@ApplicationScoped
class RescoringJob {

  private final Rescoring rescoring;

  @Inject
  RescoringJob(Rescoring rescoring) {
    this.rescoring = rescoring;
  }

  @Scheduled(
      identity = "rescoring",
      every = "{bailiwick.rescoring.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    var unused = rescoring.read(false);
    rescoring.score();
  }
}

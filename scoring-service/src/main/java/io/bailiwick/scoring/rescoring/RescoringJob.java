package io.bailiwick.scoring.rescoring;

import io.bailiwick.scoring.rescoring.RescoringRepository.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;

/** Looks for changes every few seconds. */
@ApplicationScoped
class RescoringJob {

  private final Rescoring rescoring;
  private volatile Backlog backlog = new Backlog(0, 0);

  @Inject
  RescoringJob(Rescoring rescoring, MeterRegistry meters) {
    this.rescoring = rescoring;
    Gauge.builder("bailiwick.rescoring.months", () -> backlog.months())
        .description("Months that wait to be scored again")
        .register(meters);
    Gauge.builder("bailiwick.rescoring.age", () -> backlog.seconds())
        .description("Since the oldest change was noted that no score has yet")
        .baseUnit("seconds")
        .register(meters);
  }

  @Scheduled(
      identity = "rescoring",
      every = "{bailiwick.rescoring.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    rescoring.newDay();
    var unused = rescoring.read(false);
    rescoring.score();
    backlog = rescoring.backlog();
  }
}

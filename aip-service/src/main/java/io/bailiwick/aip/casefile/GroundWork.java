package io.bailiwick.aip.casefile;

import io.bailiwick.aip.scoring.ScoringGateway;
import io.bailiwick.common.problem.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Looks whether the scores still say what made the open cases: published ones for the intervention
 * gate, the newest for the acute gate. While scoring-service is away everything stays as it is.
 */
@ApplicationScoped
class GroundWork {
  private static final Logger LOG = Logger.getLogger(GroundWork.class);

  private final Grounds grounds;
  private final ScoringGateway scoring;

  @Inject
  GroundWork(Grounds grounds, ScoringGateway scoring) {
    this.grounds = grounds;
    this.scoring = scoring;
  }

  @Scheduled(
      identity = "case-grounds",
      every = "{bailiwick.grounds.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    for (Grounds.Open finding : grounds.open()) {
      try {
        // Before the transaction: no connection is held while a peer is asked.
        grounds.follow(
            finding,
            scoring.standing(
                finding.registrar(), finding.month(), finding.gate() == FindingGate.INTERVENTION));
      } catch (ProblemException e) {
        LOG.warnf(
            "The ground of case %s waits for the next round: %s", finding.caseId(), e.getMessage());
      }
    }
  }
}

package io.bailiwick.aip.contest;

import io.bailiwick.aip.contest.CaseContests.OpenCase;
import io.bailiwick.aip.ingest.IngestGateway;
import io.bailiwick.common.problem.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * Follows the contests of names that open cases hold. While abuse-ingest-service is away everything
 * stays as it is: what stands still goes on standing still.
 */
@ApplicationScoped
class ContestWork {
  private static final Logger LOG = Logger.getLogger(ContestWork.class);

  private final CaseContests contests;
  private final IngestGateway ingest;

  @Inject
  ContestWork(CaseContests contests, IngestGateway ingest) {
    this.contests = contests;
    this.ingest = ingest;
  }

  @Scheduled(
      identity = "case-contests",
      every = "{bailiwick.contests.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    for (OpenCase open : contests.openCases()) {
      try {
        // Before the transaction: no connection is held while a peer is asked.
        contests.follow(open, ingest.contests(open.registrar()));
      } catch (ProblemException e) {
        LOG.warnf("Contests in case %s wait for the next round: %s", open.id(), e.getMessage());
      }
    }
  }
}

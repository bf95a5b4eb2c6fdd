package io.bailiwick.scoring.publication;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.Month;
import io.bailiwick.scoring.ingest.Contests.Contest;
import io.bailiwick.scoring.ingest.IngestGateway;
import io.bailiwick.scoring.rescoring.Rescoring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Carries publications on as time passes, contests are filed and decided, and scores change. One
 * publication is one transaction that holds its row; another replica's are left to it. Where ingest
 * does not answer, everything stays as it is: nothing is published, and no clock runs on.
 */
@ApplicationScoped
class PublicationClock {

  private static final Logger LOG = Logger.getLogger(PublicationClock.class);

  private final PublicationRepository publications;
  private final PublicationCourse course;
  private final Rescoring rescoring;
  private final IngestGateway ingest;

  @Inject
  PublicationClock(
      PublicationRepository publications,
      PublicationCourse course,
      Rescoring rescoring,
      IngestGateway ingest) {
    this.publications = publications;
    this.course = course;
    this.rescoring = rescoring;
    this.ingest = ingest;
  }

  @Scheduled(
      identity = "publications",
      every = "{bailiwick.publication.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @ActivateRequestContext
  void round() {
    for (UUID id : QuarkusTransaction.requiringNew().call(publications::unsettled)) {
      try {
        carryOn(id);
      } catch (RuntimeException e) {
        LOG.warnf(
            e instanceof ProblemException ? null : e,
            "Publication %s could not be carried on; it stays as it is: %s",
            id,
            e.getMessage());
      }
    }
  }

  /** What ingest says of a month before anything of it is published. */
  record Known(List<Contest> open, boolean upToDate) {}

  /**
   * Contests first, changes of tallies after: a decision that is no longer among the open contests
   * is then among the changes.
   */
  Known ask(Month month) {
    List<Contest> open = ingest.openContests(month);
    return new Known(open, rescoring.catchUp(month));
  }

  private void carryOn(UUID id) {
    Month month =
        QuarkusTransaction.requiringNew()
            .call(() -> PublicationCourse.month(publications.findById(id)));
    Known known = ask(month);
    QuarkusTransaction.requiringNew()
        .timeout(300)
        .run(
            () -> {
              Optional<Publication> claimed = publications.claimed(id);
              if (claimed.isPresent()) {
                carryOn(claimed.get(), known);
              }
            });
  }

  private void carryOn(Publication publication, Known known) {
    switch (publication.state) {
      case PREVIEW -> {
        course.followScores(publication);
        course.followContests(publication, known.open(), known.upToDate());
      }
      case PUBLISHED -> {
        course.followScores(publication);
        course.followContests(publication, known.open(), known.upToDate());
        if (known.upToDate()) {
          course.publishWhatIsOver(publication);
        }
        course.correctIfNeeded(publication);
      }
      // Somebody was faster.
      case SUPERSEDED, CANCELLED -> {}
    }
  }
}

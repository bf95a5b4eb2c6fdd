package io.bailiwick.qpi.scoring;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * The way to the scoring service. Its failures become PEER_AWAY after the retries (each attempt
 * counts for the breaker); nothing is invented in their place.
 */
@ApplicationScoped
public class ScoringGateway {

  private static final Logger LOG = Logger.getLogger(ScoringGateway.class);
  private static final int RETRY_AFTER_SECONDS = 10;
  private static final int PAGE = 1000;

  private final ScoringClient client;

  @Inject
  ScoringGateway(@RestClient ScoringClient client) {
    this.client = client;
  }

  /** The run of the month with the highest version; empty where the month has not been scored. */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noRun")
  public Optional<Run> latestRun(Month month) {
    return PeerPage.all(after -> client.runs(month.toString(), after, PAGE)).stream()
        .max(Comparator.comparingInt(Run::version));
  }

  /** All scores of a run. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noScores")
  public List<Score> scores(UUID run) {
    return PeerPage.all(after -> client.scores(run, after, PAGE));
  }

  /** The published scores of a month, as they were published; empty where there are none. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noPublished")
  public List<Score> published(Month month) {
    return PeerPage.all(after -> client.standing(month.toString(), true, after, PAGE));
  }

  /** What a run measured of each registrar, in all zones and of all classes together. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noMeasures")
  public List<Measures> measures(UUID run) {
    List<Measures> measures = new ArrayList<>();
    PeerPage.each(
        after -> client.measures(run, "ALL", "TOTAL", after, PAGE),
        rows -> rows.forEach(row -> add(run, row, measures)));
    return measures;
  }

  private static void add(UUID run, ScoringClient.MeasuredRow row, List<Measures> measures) {
    RegistrarId registrar = row.registrar();
    if (registrar != null) {
      measures.add(new Measures(run, registrar, row.cohort(), row.persistence(), row.recurrence()));
    }
  }

  List<Score> noPublished(Month month, Throwable cause) {
    throw away(cause);
  }

  List<Measures> noMeasures(UUID run, Throwable cause) {
    throw away(cause);
  }

  Optional<Run> noRun(Month month, Throwable cause) {
    throw away(cause);
  }

  List<Score> noScores(UUID run, Throwable cause) {
    throw away(cause);
  }

  private static ProblemException away(Throwable cause) {
    LOG.warnf("Call failed after all attempts: %s", cause);
    return ProblemException.peerAway("the scoring service", RETRY_AFTER_SECONDS);
  }
}

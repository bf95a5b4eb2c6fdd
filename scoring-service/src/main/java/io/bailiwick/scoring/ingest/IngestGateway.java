package io.bailiwick.scoring.ingest;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * The way to abuse-ingest-service. From outside in: the failure becomes a problem, retry, circuit
 * breaker, time-out. Where no answer comes there is no number; nothing is made up.
 */
@ApplicationScoped
public class IngestGateway {

  private static final Logger LOG = Logger.getLogger(IngestGateway.class);
  private static final int RETRY_AFTER_SECONDS = 30;

  private final IngestClient client;

  @Inject
  IngestGateway(@RestClient IngestClient client) {
    this.client = client;
  }

  /**
   * The tallies of a month as they stand now.
   *
   * @throws ProblemException PEER_AWAY where ingest does not answer, or not with the tallies of
   *     that month
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  @Fallback(fallbackMethod = "away")
  public MonthTallies tallies(Month month) {
    MonthTallies answer = client.tallies(month);
    require(month, answer.month());
    return answer;
  }

  /**
   * The cohorts of a month as they stand now.
   *
   * @throws ProblemException PEER_AWAY as for {@link #tallies}
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  @Fallback(fallbackMethod = "measuresAway")
  public MonthMeasures measures(Month month) {
    MonthMeasures answer = client.measures(month);
    require(month, answer.month());
    return answer;
  }

  /**
   * The health of the feeds in a month as it is known now.
   *
   * @throws ProblemException PEER_AWAY as for {@link #tallies}
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  @Fallback(fallbackMethod = "feedsAway")
  public FeedMonth feeds(Month month) {
    FeedMonth answer = client.feeds(month);
    require(month, answer.month());
    return answer;
  }

  /**
   * How a month stands beside the registry's reports.
   *
   * @throws ProblemException PEER_AWAY as for {@link #tallies}
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  @Fallback(fallbackMethod = "reconciliationAway")
  public Reconciliation reconciliation(Month month) {
    Reconciliation answer = client.reconciliation(month);
    require(month, answer.month());
    return answer;
  }

  /**
   * How long the incidents of a month lived, as it is known now.
   *
   * @throws ProblemException PEER_AWAY as for {@link #tallies}
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  @Fallback(fallbackMethod = "survivalAway")
  public MonthSurvival survival(Month month) {
    MonthSurvival answer = client.survival(month);
    require(month, answer.month());
    return answer;
  }

  private static void require(Month asked, Month answered) {
    if (!answered.equals(asked)) {
      throw new IllegalStateException("asked for " + asked + ", got " + answered);
    }
  }

  // The ways out are called by the fault-tolerance interceptor when everything else has failed.

  @SuppressWarnings("unused")
  MonthTallies away(Month month, Throwable failure) {
    throw problem("tallies", month, failure);
  }

  @SuppressWarnings("unused")
  MonthMeasures measuresAway(Month month, Throwable failure) {
    throw problem("measures", month, failure);
  }

  @SuppressWarnings("unused")
  FeedMonth feedsAway(Month month, Throwable failure) {
    throw problem("feed health", month, failure);
  }

  @SuppressWarnings("unused")
  Reconciliation reconciliationAway(Month month, Throwable failure) {
    throw problem("reconciliation", month, failure);
  }

  @SuppressWarnings("unused")
  MonthSurvival survivalAway(Month month, Throwable failure) {
    throw problem("lifetimes", month, failure);
  }

  private static ProblemException problem(String what, Month month, Throwable failure) {
    LOG.warnf(failure, "No %s of %s from abuse-ingest-service", what, month);
    return ProblemException.peerAway("abuse-ingest-service", RETRY_AFTER_SECONDS);
  }
}

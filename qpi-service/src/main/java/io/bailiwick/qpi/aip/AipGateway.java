package io.bailiwick.qpi.aip;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * The way to the aip service. Its failures become PEER_AWAY after the retries (each attempt counts
 * for the breaker); nothing is invented in their place.
 */
@ApplicationScoped
public class AipGateway {

  private static final Logger LOG = Logger.getLogger(AipGateway.class);
  private static final int RETRY_AFTER_SECONDS = 10;
  private static final int PAGE = 1000;

  private final AipClient client;

  @Inject
  AipGateway(@RestClient AipClient client) {
    this.client = client;
  }

  /**
   * All orders there ever were, in the order of issue; few, since each is a decision of a person.
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noOrders")
  public List<RestrictionOrder> orders() {
    return PeerPage.all(after -> client.orders(after, PAGE));
  }

  List<RestrictionOrder> noOrders(Throwable cause) {
    LOG.warnf("Call failed after all attempts: %s", cause);
    throw ProblemException.peerAway("the aip service", RETRY_AFTER_SECONDS);
  }
}

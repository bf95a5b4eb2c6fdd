package io.bailiwick.aip.takeover;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Reads creates and families from abuse-ingest-service; PEER_AWAY when that does not answer: never
 * a number that it did not give.
 */
@ApplicationScoped
class CreateGateway {
  private static final int PAGE = 1000;
  private static final int RETRY_AFTER_SECONDS = 10;

  private final CreateClient client;

  @Inject
  CreateGateway(@RestClient CreateClient client) {
    this.client = client;
  }

  /** The creates of each registrar and day. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "createsAway")
  List<CreateClient.Creates> creates(LocalDate from, LocalDate until) {
    return PeerPage.all(after -> client.creates(from.toString(), until.toString(), after, PAGE));
  }

  /** The family of each registrar that is in one on this day. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "familiesAway")
  Map<Integer, String> families(LocalDate at) {
    return PeerPage.all(after -> client.families(at.toString(), after, PAGE)).stream()
        .collect(Collectors.toMap(CreateClient.Member::registrar, CreateClient.Member::family));
  }

  List<CreateClient.Creates> createsAway(LocalDate from, LocalDate until) {
    throw ProblemException.peerAway("abuse-ingest-service", RETRY_AFTER_SECONDS);
  }

  Map<Integer, String> familiesAway(LocalDate at) {
    throw ProblemException.peerAway("abuse-ingest-service", RETRY_AFTER_SECONDS);
  }
}

package io.bailiwick.aip.scoring;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Reads scoring-service. Two retries with jitter, a breaker around them, and PEER_AWAY when scoring
 * does not answer: never a number that scoring did not give.
 */
@ApplicationScoped
public class ScoringGateway {
  private static final int PAGE = 1000;
  private static final String PUBLISHED = "PUBLISHED";
  private static final int MOST_MONTHS = 120;
  private static final int RETRY_AFTER_SECONDS = 10;

  private final ScoringClient client;

  @Inject
  ScoringGateway(@RestClient ScoringClient client) {
    this.client = client;
  }

  /**
   * A run with all its scores.
   *
   * @param published the registrars for whom this run is what is published
   */
  public record ScoredRun(Run run, List<Score> scores, Set<RegistrarId> published) {}

  /** The run with this identifier; empty when scoring knows none. */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "away")
  public Optional<ScoredRun> scoredRun(UUID id) {
    Run run;
    try {
      run = client.run(id);
    } catch (WebApplicationException e) {
      // "Unknown" is an answer, not a failure that the breaker should count.
      if (e.getResponse().getStatus() == 404) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(
        new ScoredRun(
            run, PeerPage.all(after -> client.scores(id, after, PAGE)), publishedOf(run)));
  }

  /**
   * What was published of a registrar, each month as it stands, oldest first; at most ten years.
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noPublished")
  public List<PublishedScore> published(RegistrarId registrar) {
    try {
      return client.published(registrar, true, null, MOST_MONTHS).items();
    } catch (WebApplicationException e) {
      // A registrar that was never scored is unknown there.
      if (e.getResponse().getStatus() == 404) {
        return List.of();
      }
      throw e;
    }
  }

  private Set<RegistrarId> publishedOf(Run run) {
    return PeerPage.all(after -> client.publications(run.month(), PUBLISHED, after, PAGE)).stream()
        .flatMap(
            publication ->
                PeerPage.all(after -> client.results(publication.id(), PUBLISHED, after, PAGE))
                    .stream())
        .filter(result -> result.runId().equals(run.id()))
        .map(ScoringClient.Result::registrar)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The score of a registrar in a month that stands now; empty when scoring has none any more.
   *
   * @param published of what is published; else of the newest version
   */
  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noneStanding")
  public Optional<Score> standing(RegistrarId registrar, Month month, boolean published) {
    try {
      return client.standing(registrar, month, published, 1).items().stream().findFirst();
    } catch (WebApplicationException e) {
      // "Unknown" is an answer, not a failure that the breaker should count.
      if (e.getResponse().getStatus() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Optional<Score> noneStanding(RegistrarId registrar, Month month, boolean published) {
    throw ProblemException.peerAway("scoring-service", RETRY_AFTER_SECONDS);
  }

  List<PublishedScore> noPublished(RegistrarId registrar) {
    throw ProblemException.peerAway("scoring-service", RETRY_AFTER_SECONDS);
  }

  Optional<ScoredRun> away(UUID id) {
    throw ProblemException.peerAway("scoring-service", RETRY_AFTER_SECONDS);
  }
}

package io.bailiwick.aip.ingest;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Day;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Reads abuse-ingest-service. Two retries with jitter, a breaker around them, and PEER_AWAY when it
 * does not answer: never "nothing is contested" because nobody could be asked.
 */
@ApplicationScoped
public class IngestGateway {
  private static final int RETRY_AFTER_SECONDS = 10;

  /** Identifiers in one question: they go into the address. */
  private static final int AT_ONCE = 50;

  private static final int PAGE = 1000;

  private final IngestClient client;

  @Inject
  IngestGateway(@RestClient IngestClient client) {
    this.client = client;
  }

  /** The e-mail addresses where a registrar is told of abuse; none where it has named none. */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noEmails")
  public List<String> abuseEmails(RegistrarId registrar) {
    try {
      return client.contacts(registrar).emails();
    } catch (WebApplicationException e) {
      // "None" is an answer, not a failure that the breaker should count.
      if (e.getResponse().getStatus() == 404) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * These incidents as they are now, in the order of the service; those that it does not know are
   * left out.
   */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noIncidents")
  public List<NamedIncident> incidents(List<UUID> ids) {
    List<NamedIncident> incidents = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      incidents.addAll(
          client.incidents(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)), PAGE).items());
    }
    return incidents;
  }

  /**
   * The evidence packet of an incident as this registrar may read it, byte for byte; empty where
   * the incident is not known as its own.
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noEvidence")
  public Optional<byte[]> evidence(UUID incident, RegistrarId reader) {
    try {
      return Optional.of(client.evidence(incident, reader));
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Optional<byte[]> noEvidence(UUID incident, RegistrarId reader) {
    throw away();
  }

  List<String> noEmails(RegistrarId registrar) {
    throw away();
  }

  List<NamedIncident> noIncidents(List<UUID> ids) {
    throw away();
  }

  /** Every contest that a registrar filed, whatever became of it. */
  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noContests")
  public List<Contest> contests(RegistrarId registrar) {
    return PeerPage.all(after -> client.contests(registrar, "CONTEST", after, PAGE));
  }

  /** The family of each registrar that is in one on a day. */
  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noFamilies")
  public Map<RegistrarId, String> families(Day at) {
    return PeerPage.all(after -> client.families(at, after, PAGE)).stream()
        .collect(
            Collectors.toUnmodifiableMap(
                IngestClient.Member::registrar, IngestClient.Member::family, (one, other) -> one));
  }

  /** Whether the registry's deposits or IANA's lists have named a registrar. */
  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noKnowledge")
  public boolean isKnown(RegistrarId registrar) {
    try {
      return client.registrar(registrar).registrar().equals(registrar);
    } catch (WebApplicationException e) {
      if (e.getResponse().getStatus() == 404) {
        return false;
      }
      throw e;
    }
  }

  boolean noKnowledge(RegistrarId registrar) {
    throw away();
  }

  /** The creates of each registrar and day, from the first day until before the last. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker(requestVolumeThreshold = 10, delay = 5000)
  @Fallback(fallbackMethod = "noCreates")
  public List<Creates> creates(Day from, Day until) {
    return PeerPage.all(after -> client.creates(from, until, after, PAGE));
  }

  List<Creates> noCreates(Day from, Day until) {
    throw away();
  }

  List<Contest> noContests(RegistrarId registrar) {
    throw away();
  }

  Map<RegistrarId, String> noFamilies(Day at) {
    throw away();
  }

  private static ProblemException away() {
    return ProblemException.peerAway("abuse-ingest-service", RETRY_AFTER_SECONDS);
  }
}

package io.bailiwick.qpi.ingest;

import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way to the ingest service. Its failures become PEER_AWAY after the retries (each attempt
 * counts for the breaker); nothing is invented in their place.
 */
@ApplicationScoped
public class IngestGateway {

  private static final Logger LOG = Logger.getLogger(IngestGateway.class);
  private static final int RETRY_AFTER_SECONDS = 10;
  private static final int PAGE = 1000;

  /** Names or identifiers in one question: they go into the address. */
  public static final int MOST_AT_ONCE = 50;

  private final IngestClient client;

  @Inject
  IngestGateway(@RestClient IngestClient client) {
    this.client = client;
  }

  /** The portfolios of all registrars in a month. */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noPortfolios")
  public Portfolios portfolios(Month month) {
    return client.portfolios(month.toString());
  }

  /**
   * A page of the names of a registrar that were signed at the end of a day, by name.
   *
   * @param after the {@code next} of the page before; null for the first page
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noSignedNames")
  public SignedNames signedNames(
      RegistrarId registrar, LocalDate day, @Nullable String after, int limit) {
    return client.signedNames(registrar.ianaId(), day.toString(), after, limit);
  }

  SignedNames noSignedNames(
      RegistrarId registrar, LocalDate day, @Nullable String after, int limit, Throwable cause) {
    throw away(cause);
  }

  /**
   * A page of registration events, oldest first.
   *
   * @param after the {@code next} of the page before; null for the first page
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noRegistrationEvents")
  public RegistrationEvents registrationEvents(@Nullable String after, int limit) {
    return client.registrationEvents(after, limit);
  }

  /** All accreditations that take part in the programmes now, by IANA ID. */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noRegistrars")
  public List<EligibleRegistrar> eligibleRegistrars() {
    return PeerPage.all(after -> client.registrars(after, PAGE)).stream()
        .filter(each -> each.kind() == Registrars.Kind.ACCREDITED)
        .map(each -> new EligibleRegistrar(each.registrar(), each.name()))
        .toList();
  }

  /**
   * A page of registration events of one kind, oldest first.
   *
   * @param after the {@code next} of the page before; null for the first page
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noRegistrationEvents")
  public RegistrationEvents registrationEvents(
      RegistrationEvent.Kind kind, @Nullable String after, int limit) {
    return client.registrationEvents(kind.name(), after, limit);
  }

  RegistrationEvents noRegistrationEvents(
      RegistrationEvent.Kind kind, @Nullable String after, int limit, Throwable cause) {
    throw away(cause);
  }

  /**
   * A page of the incidents of a month that are classified as malicious.
   *
   * @param after the {@code next} of the page before; null for the first page
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noMaliciousNames")
  public MaliciousNames maliciousNames(Month month, @Nullable String after, int limit) {
    return client.incidents(month.toString(), "MALICIOUS", after, limit);
  }

  MaliciousNames noMaliciousNames(Month month, @Nullable String after, int limit, Throwable cause) {
    throw away(cause);
  }

  List<EligibleRegistrar> noRegistrars(Throwable cause) {
    throw away(cause);
  }

  /**
   * A page of changes of incidents, oldest first.
   *
   * @param after the cursor of the last change that was read; null for the first page
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noIncidentChanges")
  public IncidentChanges incidentChanges(@Nullable String after, int limit) {
    return client.incidentChanges(after, limit);
  }

  /**
   * These incidents, or those that took them in, as they are now.
   *
   * @param ids at most {@link #MOST_AT_ONCE}
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noIncidents")
  public Incidents incidents(List<UUID> ids) {
    return client.incidents(ids, PAGE);
  }

  /**
   * What was known of names at an instant, in their order.
   *
   * @param names at most {@link #MOST_AT_ONCE}
   */
  @Timeout(value = 30, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 200, jitter = 100)
  @CircuitBreaker
  @Fallback(fallbackMethod = "noKnown")
  public List<KnownOfName> known(List<String> names, Instant at) {
    return client.known(names, at.toString());
  }

  IncidentChanges noIncidentChanges(@Nullable String after, int limit, Throwable cause) {
    throw away(cause);
  }

  Incidents noIncidents(List<UUID> ids, Throwable cause) {
    throw away(cause);
  }

  List<KnownOfName> noKnown(List<String> names, Instant at, Throwable cause) {
    throw away(cause);
  }

  Portfolios noPortfolios(Month month, Throwable cause) {
    throw away(cause);
  }

  RegistrationEvents noRegistrationEvents(@Nullable String after, int limit, Throwable cause) {
    throw away(cause);
  }

  private static ProblemException away(Throwable cause) {
    LOG.warnf("Call failed after all attempts: %s", cause);
    return ProblemException.peerAway("the ingest service", RETRY_AFTER_SECONDS);
  }
}

package io.bailiwick.scoring.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * How abuse-ingest-service is asked, whatever is asked. From outside in: retry, circuit breaker,
 * time-out.
 */
@ApplicationScoped
class IngestLine {

  /** Asks, and asks again where no answer comes or one that is none. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  <T> T ask(Supplier<T> question) {
    return question.get();
  }
}

package io.bailiwick.scoring.ingest;

import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * How abuse-ingest-service is asked, whatever is asked. From outside in: retry, circuit breaker,
 * time-out.
 */
@ApplicationScoped
class IngestLine {

  /**
   * Asks for a month.
   *
   * @param of the month that an answer is of; an answer of another month is none
   */
  @Timeout(value = 20, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 2, delay = 300, jitter = 200)
  @CircuitBreaker(
      requestVolumeThreshold = 8,
      failureRatio = 0.75,
      delay = 10,
      delayUnit = ChronoUnit.SECONDS)
  <T> T ask(Month month, Function<Month, T> question, Function<T, Month> of) {
    T answer = question.apply(month);
    if (!of.apply(answer).equals(month)) {
      throw new IllegalStateException("asked for " + month + ", got " + of.apply(answer));
    }
    return answer;
  }
}

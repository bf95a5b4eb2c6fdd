package io.bailiwick.common.security;

import io.bailiwick.common.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How fast one outsider may ask: registrars and reporters. The registry's own people and machines
 * are not held up, and what has no token is the ingress's to hold up. Each replica counts for
 * itself.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 10)
public class RateLimitFilter implements ContainerRequestFilter {
  private static final int MOST_CALLERS = 10_000;

  private final Caller caller;
  private final double perSecond;
  private final double burst;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  @Inject
  RateLimitFilter(
      Caller caller,
      @ConfigProperty(name = "bailiwick.rate-limit.per-second", defaultValue = "50")
          double perSecond,
      @ConfigProperty(name = "bailiwick.rate-limit.burst", defaultValue = "500") double burst) {
    this.caller = caller;
    this.perSecond = perSecond;
    this.burst = burst;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (caller.isAnonymous() || !isOutsider()) {
      return;
    }
    // Begin again rather than grow: who asks with ten thousand names has them from us.
    if (buckets.size() > MOST_CALLERS) {
      buckets.clear();
    }
    Bucket bucket =
        buckets.computeIfAbsent(caller.name(), name -> new Bucket(perSecond, burst, now()));
    if (!bucket.take(now())) {
      throw ProblemException.tooMany(1);
    }
  }

  private boolean isOutsider() {
    return caller.roles().stream().anyMatch(role -> role.isOfRegistrar() || role == Role.REPORTER);
  }

  /** Seconds of a clock that only goes on: not of business time, which may be set. */
  private static double now() {
    return System.nanoTime() / 1e9;
  }

  /** What is left of a burst, filled up as time goes by. */
  static final class Bucket {
    private final double perSecond;
    private final double burst;
    private double left;
    private double at;

    Bucket(double perSecond, double burst, double now) {
      this.perSecond = perSecond;
      this.burst = burst;
      this.left = burst;
      this.at = now;
    }

    synchronized boolean take(double now) {
      left = Math.min(burst, left + (now - at) * perSecond);
      at = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }
}

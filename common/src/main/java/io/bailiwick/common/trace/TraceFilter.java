package io.bailiwick.common.trace;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Takes the trace of a request, or begins one, so that every log line of it carries {@code traceId}
 * and {@code spanId}, and the answer names the trace. Requests that change something, that belong
 * to a trace which somebody else began, or that fail on our side get a line of their own: method,
 * path, status, time. Never the query, the body or who asked.
 */
@ApplicationScoped
public class TraceFilter {
  static final String TRACE = "traceId";
  static final String SPAN = "spanId";
  static final String FLAGS = "traceFlags";

  private static final Logger LOG = Logger.getLogger("io.bailiwick.requests");
  private static final int FIRST = Integer.MIN_VALUE;
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final CharSequence ANSWER = HttpHeaders.createOptimized("Trace-Id");

  /** What a regular expression and a plain comparison understand alike. */
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9/_-]*");

  private final Predicate<String> quiet;

  /**
   * @param quiet paths that are asked too often for a line each
   */
  @Inject
  TraceFilter(
      @ConfigProperty(name = "bailiwick.log.quiet-paths", defaultValue = "/v1/command-decisions")
          String quiet) {
    this.quiet =
        LITERAL.matcher(quiet).matches()
            ? quiet::equals
            : Pattern.compile(quiet).asMatchPredicate();
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(this::begin);
  }

  private void begin(RoutingContext context) {
    var parent = TraceContext.below(context.request().getHeader(TraceContext.HEADER));
    TraceContext trace = parent.orElseGet(TraceContext::begin);
    // The platform keeps these with the request, on whatever thread it goes on.
    MDC.put(TRACE, trace.traceId());
    MDC.put(SPAN, trace.spanId());
    MDC.put(FLAGS, trace.flags());
    context.response().putHeader(ANSWER, trace.traceId());
    String path = context.request().path();
    boolean told =
        (parent.isPresent() || !READING.contains(context.request().method()))
            && !quiet.test(path == null ? "" : path);
    long from = System.nanoTime();
    context.addEndHandler(
        end -> {
          int status = context.response().getStatusCode();
          if (told || status >= 500) {
            LOG.infof(
                "%s %s %d %d ms, trace %s",
                context.request().method(),
                LoggedPath.of(path),
                status,
                (System.nanoTime() - from) / 1_000_000,
                trace.traceId());
          }
        });
    context.next();
  }
}

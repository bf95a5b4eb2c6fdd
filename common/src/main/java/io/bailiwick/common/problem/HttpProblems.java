package io.bailiwick.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.trace.LoggedPath;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The same problems for what fails before or outside of any endpoint: a body that is too large, a
 * path that nobody serves, a token that cannot be looked at.
 */
@ApplicationScoped
public class HttpProblems {
  private static final Logger LOG = Logger.getLogger(HttpProblems.class);

  /** Behind everything that serves something, before the platform's own page of errors. */
  private static final int LAST_BUT_ONE = Integer.MAX_VALUE - 1;

  /** Before the platform's own check of the same, which answers with a bare status. */
  private static final int EARLY = Integer.MIN_VALUE + 1;

  private final ObjectMapper json;
  private final long largest;

  @Inject
  HttpProblems(
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
    this.json = json;
    this.largest = largest.asLongValue();
  }

  void install(@Observes Router router) {
    router.route().order(EARLY).handler(this::refuseWhatIsTooLarge);
    router
        .route()
        .order(LAST_BUT_ONE)
        .handler(context -> answer(context, ProblemException.notFound("resource")))
        .failureHandler(this::failed);
  }

  /** By the length that is announced; what comes without one is counted where it is read. */
  private void refuseWhatIsTooLarge(RoutingContext context) {
    @Nullable String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || !isAbove(largest, length)) {
      context.next();
      return;
    }
    // Nobody waits here for the rest.
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.addEndHandler(end -> context.request().connection().close());
    answer(context, ofStatus(413));
  }

  private static boolean isAbove(long largest, String length) {
    try {
      return Long.parseLong(length) > largest;
    } catch (NumberFormatException _) {
      return false; // no length at all, which the server below has refused
    }
  }

  private void failed(RoutingContext context) {
    if (context.response().ended() || context.response().headWritten()) {
      context.next();
      return;
    }
    @Nullable Throwable failure = context.failure();
    int status = context.statusCode();
    if (failure instanceof ProblemException problem) {
      answer(context, problem);
    } else if (failure instanceof AuthenticationFailedException
        || failure instanceof UnauthorizedException
        || status == 401) {
      answer(context, ProblemException.unauthenticated());
    } else if (failure instanceof ForbiddenException || status == 403) {
      answer(context, ProblemException.forbidden("Your roles do not include this."));
    } else if (status >= 400 && status < 500) {
      answer(context, ofStatus(status));
    } else {
      LOG.errorf(failure, "Unexpected failure on %s", LoggedPath.of(path(context)));
      answer(context, ProblemException.of(ErrorCode.INTERNAL, "Nothing was changed."));
    }
  }

  private static ProblemException ofStatus(int status) {
    return switch (status) {
      case 404 -> ProblemException.notFound("resource");
      case 405 -> ProblemException.of(ErrorCode.METHOD_NOT_ALLOWED, "See the OpenAPI document.");
      case 406 -> ProblemException.of(ErrorCode.NOT_ACCEPTABLE, "See the OpenAPI document.");
      case 413 -> ProblemException.tooLarge("The body is larger than this endpoint takes.");
      case 415 ->
          ProblemException.unsupportedMedia("See the OpenAPI document for the types taken here.");
      default -> ProblemException.malformed("The request cannot be read.");
    };
  }

  private void answer(RoutingContext context, ProblemException failure) {
    var response = context.response();
    response.setStatusCode(failure.code().status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (failure.code() == ErrorCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    try {
      response.end(json.writeValueAsString(failure.problem(path(context))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it was sent, if it is an address at all. */
  private static String path(RoutingContext context) {
    try {
      @Nullable String path = new URI(context.request().uri()).getRawPath();
      return path == null || path.isEmpty() ? "/" : path;
    } catch (URISyntaxException _) {
      return "/";
    }
  }
}

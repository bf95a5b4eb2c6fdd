package io.bailiwick.aip.restriction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.aip.restriction.CommandDecisionResource.Decision;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Permission;
import io.bailiwick.common.security.Role;
import io.bailiwick.common.security.VerifiedTokens;
import io.bailiwick.common.security.VerifiedTokens.KnownCaller;
import io.bailiwick.enforcement.CommandRequest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The short way to the answers of {@link CommandDecisionResource}, in front of it: for a token that
 * was checked within the last minute, is the EPP system's and nobody else's, and asks a plain
 * question. Everything else goes on to the resource, untouched, and so do all errors: rules and
 * words are there alone.
 */
@Singleton
class CommandDecisionRoute {
  static final String PATH = "/v1/command-decisions";

  /** After the access log and the headers that every answer has; before all that takes time. */
  private static final int ORDER = RouteConstants.ROUTE_ORDER_BODY_HANDLER + 1;

  private static final int LONGEST_BODY = 4096;
  private static final String FAILURE = CommandDecisionRoute.class.getName();

  /** Who asks: what holds for the callers of other roles, too, is seen to elsewhere. */
  private static final Set<Role> ASKS = Set.of(Role.SRS);

  /** JSON is in UTF-8 in any case (RFC 8259); some clients say it nevertheless. */
  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "application/json;charset=UTF-8",
          "application/json; charset=UTF-8",
          "application/json;charset=utf-8",
          "application/json; charset=utf-8");

  private static final CharSequence ANSWER_TYPE =
      HttpHeaders.createOptimized("application/json;charset=UTF-8");

  private final CommandDecisions decisions;
  private final VerifiedTokens tokens;
  private final ObjectMapper json;
  private final Buffer allowed;
  private final LongAdder answered = new LongAdder();

  @Inject
  CommandDecisionRoute(
      CommandDecisions decisions, VerifiedTokens tokens, ObjectMapper json, MeterRegistry meters)
      throws JsonProcessingException {
    this.decisions = decisions;
    this.tokens = tokens;
    this.json = json;
    this.allowed = Buffer.buffer(json.writeValueAsBytes(CommandDecisions.ALLOWED));
    FunctionCounter.builder("bailiwick.command.decisions.plain", answered, LongAdder::sum)
        .description("Questions that were answered the short way")
        .register(meters);
  }

  void register(@Observes Router router) {
    var unused = router.post(PATH).order(ORDER).handler(this::handle);
  }

  /** Why there is no refusal to a question that the route has read; the resource says so. */
  static @Nullable Throwable failure(RoutingContext context) {
    return context.get(FAILURE);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<KnownCaller> caller =
        isPlain(request)
            ? tokens.known(request.getHeader(HttpHeaders.AUTHORIZATION))
            : Optional.empty();
    if (caller.isEmpty()
        || !caller.get().roles().equals(ASKS)
        || !Role.SRS.permissions().contains(Permission.COMMAND_DECIDE)) {
      context.next();
      return;
    }
    request.bodyHandler(body -> answer(context, caller.get(), body));
    request.resume();
  }

  private static boolean isPlain(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String accept = headers.get(HttpHeaders.ACCEPT);
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return type != null
        && TYPES.contains(type)
        && (accept == null || accept.equals("*/*") || TYPES.contains(accept))
        && !headers.contains(HttpHeaders.EXPECT)
        && isShort(headers.get(HttpHeaders.CONTENT_LENGTH))
        && PATH.equals(request.uri())
        && !request.isEnded();
  }

  private static boolean isShort(@Nullable String length) {
    if (length == null || length.isEmpty() || length.length() > 4) {
      return false; // too large, or nothing to go by
    }
    int bytes = 0;
    for (int i = 0; i < length.length(); i++) {
      char digit = length.charAt(i);
      if (digit < '0' || digit > '9') {
        return false;
      }
      bytes = 10 * bytes + digit - '0';
    }
    return bytes <= LONGEST_BODY;
  }

  private void answer(RoutingContext context, KnownCaller caller, Buffer body) {
    Optional<CommandRequest> question = PlainQuestion.read(body.getBytes());
    if (question.isEmpty()) {
      toResource(context, body);
      return;
    }
    CompletableFuture<Decision> answer;
    try {
      answer = decisions.answer(question.get(), caller.name());
    } catch (ProblemException e) {
      toResource(context, body);
      return;
    }
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      send(context, answer.join());
      return;
    }
    var loop = context.vertx().getOrCreateContext();
    var unused =
        answer.whenComplete(
            (decision, failure) ->
                loop.runOnContext(
                    nothing -> {
                      if (failure == null) {
                        send(context, decision);
                      } else {
                        context.put(FAILURE, failure);
                        toResource(context, body);
                      }
                    }));
  }

  private static void toResource(RoutingContext context, Buffer body) {
    ((RoutingContextInternal) context).setBody(body);
    context.next();
  }

  private void send(RoutingContext context, Decision decision) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    answered.increment();
    response.headers().set(HttpHeaders.CONTENT_TYPE, ANSWER_TYPE);
    var unused = response.end(decision == CommandDecisions.ALLOWED ? allowed : written(decision));
  }

  private Buffer written(Decision decision) {
    try {
      return Buffer.buffer(json.writeValueAsBytes(decision));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a decision cannot be written as JSON", e);
    }
  }
}

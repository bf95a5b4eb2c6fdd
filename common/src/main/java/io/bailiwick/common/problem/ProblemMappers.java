package io.bailiwick.common.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.agroal.api.AgroalDataSource;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.trace.LoggedPath;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns every failure into a problem; what is not expected gets an incident number that is in the
 * log, and nothing else.
 */
public final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final AgroalDataSource database;

  @Inject
  ProblemMappers(AgroalDataSource database) {
    this.database = database;
  }

  @ServerExceptionMapper
  public Response problem(ProblemException failure, UriInfo uri) {
    return answer(failure, uri);
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  public Response unauthenticated(SecurityException failure, UriInfo uri) {
    return answer(ProblemException.unauthenticated(), uri);
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException failure, UriInfo uri) {
    return answer(ProblemException.forbidden("Your roles do not include this."), uri);
  }

  @ServerExceptionMapper
  public Response invalid(ConstraintViolationException failure, UriInfo uri) {
    List<Violation> violations =
        failure.getConstraintViolations().stream()
            .map(v -> new Violation(field(v), v.getMessage()))
            .sorted((a, b) -> a.field().compareTo(b.field()))
            .toList();
    return answer(ProblemException.invalid("Some fields are not valid.", violations), uri);
  }

  // Quarkus has a mapper of its own for the first, which would win as the more specific one.
  @ServerExceptionMapper({MismatchedInputException.class, JsonProcessingException.class})
  public Response unreadable(JsonProcessingException failure, UriInfo uri) {
    return answer(unreadable(failure), uri);
  }

  /**
   * In what is read, a member that stands there again after all that the constructor needs; in what
   * is written, a fault of ours.
   */
  @ServerExceptionMapper
  public Response undefined(InvalidDefinitionException failure, UriInfo uri) {
    boolean twice = failure.getOriginalMessage().startsWith("No fallback setter/field defined");
    return twice
        ? answer(
            ProblemException.invalid(
                "The body has a member twice.", new Violation(path(failure), "stands there twice")),
            uri)
        : fault(failure, uri);
  }

  @ServerExceptionMapper
  public Response stale(OptimisticLockException failure, UriInfo uri) {
    return answer(
        ProblemException.stale(
            "Somebody else changed this at the same time. Read it again and repeat."),
        uri);
  }

  @ServerExceptionMapper
  public Response web(WebApplicationException failure, UriInfo uri) {
    if (failure.getCause() instanceof JsonProcessingException json) {
      return answer(unreadable(json), uri);
    }
    int status = failure.getResponse().getStatus();
    return switch (status) {
      case 400 ->
          answer(ProblemException.malformed("The request cannot be read: " + reason(failure)), uri);
      case 401 -> answer(ProblemException.unauthenticated(), uri);
      case 403 -> answer(ProblemException.forbidden("Your roles do not include this."), uri);
      case 404 -> answer(notFound((NotFoundException) failure), uri);
      case 405 ->
          answer(
              ProblemException.of(ErrorCode.METHOD_NOT_ALLOWED, "See the OpenAPI document."), uri);
      case 406 ->
          answer(ProblemException.of(ErrorCode.NOT_ACCEPTABLE, "See the OpenAPI document."), uri);
      case 413 ->
          answer(ProblemException.tooLarge("The body is larger than this endpoint takes."), uri);
      case 415 ->
          answer(
              ProblemException.unsupportedMedia(
                  "See the OpenAPI document for the types taken here."),
              uri);
      default -> status < 400 ? failure.getResponse() : unexpected(failure, uri);
    };
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable failure, UriInfo uri) {
    if (failure.getCause() instanceof ProblemException problem) {
      return answer(problem, uri);
    }
    if (isUnreadable(failure)) {
      return answer(
          ProblemException.malformed("A header or the framing of the body cannot be read."), uri);
    }
    @Nullable Outage outage = Outage.behind(failure);
    if (outage != null) {
      return outage(outage, uri);
    }
    @Nullable String code = Unkeepable.code(failure);
    if (code != null) {
      // A member that should have been checked by name: worth a line, and no trace.
      LOG.warnf("The database cannot keep a value on %s: %s", logged(uri), code);
      return answer(
          ProblemException.invalid(
              "A value is too long, out of range, or holds characters that cannot be kept."),
          uri);
    }
    return fault(failure, uri);
  }

  /** Something that the service stands on has failed: no fault of it, and nobody needs a trace. */
  private Response outage(Outage outage, UriInfo uri) {
    String path = logged(uri);
    switch (outage.kind()) {
      case CALLER_GONE -> LOG.infof("The caller went away before %s was through", path);
      case DATABASE_AWAY -> {
        LOG.warnf("The database was lost on %s: %s", path, outage.cause());
        // The others of the pool may be as dead; the next request is not to find out one by one.
        database.flush(AgroalDataSource.FlushMode.INVALID);
      }
      case DATABASE_FULL, DISK_FULL, CONTENDED -> LOG.warnf("%s on %s", outage.cause(), path);
    }
    return answer(outage.problem(), uri);
  }

  private static Response fault(Throwable failure, UriInfo uri) {
    String number = Ids.next().toString();
    LOG.errorf(failure, "Unexpected failure %s on %s", number, logged(uri));
    return answer(
        ProblemException.of(
            ErrorCode.INTERNAL,
            "Nothing was changed. Tell the operator this number: " + number + "."),
        uri);
  }

  /** What the platform finds in headers and chunks only when it needs them, and calls a failure. */
  private static boolean isUnreadable(Throwable failure) {
    @Nullable String message = failure.getMessage();
    return message != null
        && (failure instanceof IllegalArgumentException
            ? message.startsWith("Failed to parse media type")
            : failure instanceof IOException && message.contains("chunk size"));
  }

  /** An enum's own words name its class. */
  private static String words(IllegalArgumentException bad) {
    @Nullable String message = bad.getMessage();
    return message == null || message.startsWith("No enum constant")
        ? "it is none of the values that the OpenAPI document lists"
        : message;
  }

  private static String logged(UriInfo uri) {
    return LoggedPath.of(uri.getRequestUri().getRawPath());
  }

  private static ProblemException notFound(NotFoundException failure) {
    // A path or query parameter that its type refuses is a 404 for JAX-RS; the cause says that it
    // is the caller's spelling.
    return failure.getCause() instanceof IllegalArgumentException bad
        ? ProblemException.malformed("A parameter cannot be read: " + words(bad) + ".")
        : ProblemException.notFound("resource");
  }

  private static String reason(WebApplicationException failure) {
    return failure.getCause() instanceof IllegalArgumentException bad
        ? words(bad) + "."
        : "see the OpenAPI document for its shape.";
  }

  private static ProblemException unreadable(JsonProcessingException failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return ProblemException.invalid(
          "The body has a member that is not known.", new Violation(path(unknown), "is not known"));
    }
    if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String message =
          mapping.getCause() instanceof IllegalArgumentException bad
              ? words(bad)
              : "has the wrong type";
      return ProblemException.invalid(
          "The body does not have the expected shape.", new Violation(path(mapping), message));
    }
    return ProblemException.malformed("The body is not valid JSON.");
  }

  private static String path(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : p.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static String field(ConstraintViolation<?> violation) {
    List<String> names = new ArrayList<>();
    for (Path.Node node : violation.getPropertyPath()) {
      switch (node.getKind()) {
        case METHOD, CONSTRUCTOR, RETURN_VALUE, CROSS_PARAMETER -> {}
        default -> names.add(node.toString());
      }
    }
    // The first name is the Java parameter; a body's own members are what the caller knows.
    return String.join(".", names.size() > 1 ? names.subList(1, names.size()) : names);
  }

  private static Response answer(ProblemException failure, UriInfo uri) {
    Response.ResponseBuilder response =
        Response.status(failure.code().status())
            .type(Problem.MEDIA_TYPE)
            .entity(failure.problem(uri.getRequestUri().getRawPath()));
    if (failure.code() == ErrorCode.UNAUTHENTICATED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (failure.retryAfterSeconds() > 0) {
      response.header(HttpHeaders.RETRY_AFTER, failure.retryAfterSeconds());
    }
    return response.build();
  }
}

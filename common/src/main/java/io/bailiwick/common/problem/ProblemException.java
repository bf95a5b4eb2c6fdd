package io.bailiwick.common.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error with an answer for the caller. The detail is shown: it names no class, no SQL, no path
 * of a file and no other tenant.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<Violation> violations;
  private final transient List<String> nextSteps;
  private final int retryAfterSeconds;

  private ProblemException(
      ErrorCode code,
      String detail,
      List<Violation> violations,
      List<String> nextSteps,
      int retryAfterSeconds) {
    super(detail);
    this.code = code;
    this.violations = List.copyOf(violations);
    this.nextSteps = List.copyOf(nextSteps);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** A problem without fields and further steps. */
  public static ProblemException of(ErrorCode code, String detail) {
    return new ProblemException(code, detail, List.of(), List.of(), 0);
  }

  public static ProblemException malformed(String detail) {
    return of(ErrorCode.MALFORMED, detail);
  }

  public static ProblemException unauthenticated() {
    return of(ErrorCode.UNAUTHENTICATED, "Send a valid bearer token in the Authorization header.");
  }

  public static ProblemException forbidden(String detail) {
    return of(ErrorCode.FORBIDDEN, detail);
  }

  /** Unknown, or not the caller's: the two cannot be told apart. */
  public static ProblemException notFound(String what) {
    return of(ErrorCode.NOT_FOUND, "There is no such " + what + " that you may see.");
  }

  public static ProblemException conflict(String detail, List<String> nextSteps) {
    return new ProblemException(ErrorCode.STATE_CONFLICT, detail, List.of(), nextSteps, 0);
  }

  public static ProblemException conflict(String detail) {
    return conflict(detail, List.of());
  }

  public static ProblemException stale(String detail) {
    return of(ErrorCode.STALE_VERSION, detail);
  }

  public static ProblemException tooLarge(String detail) {
    return of(ErrorCode.TOO_LARGE, detail);
  }

  public static ProblemException unsupportedMedia(String detail) {
    return of(ErrorCode.UNSUPPORTED_MEDIA, detail);
  }

  public static ProblemException invalid(String detail, Violation... violations) {
    return invalid(detail, List.of(violations));
  }

  public static ProblemException invalid(String detail, List<Violation> violations) {
    return new ProblemException(ErrorCode.INVALID, detail, violations, List.of(), 0);
  }

  /** The caller asks faster than anybody may. */
  public static ProblemException tooMany(int retryAfterSeconds) {
    return new ProblemException(
        ErrorCode.TOO_MANY_REQUESTS,
        "You ask faster than is allowed. Nothing was changed.",
        List.of(),
        List.of("Go on after the time in Retry-After."),
        retryAfterSeconds);
  }

  /** A peer did not answer in time or failed; nothing was invented in its place. */
  public static ProblemException peerAway(String peer, int retryAfterSeconds) {
    return new ProblemException(
        ErrorCode.PEER_AWAY,
        "Waiting for " + peer + ": it does not answer. Nothing was changed.",
        List.of(),
        List.of("Try again after the time in Retry-After."),
        retryAfterSeconds);
  }

  /** The database cannot be reached, or was lost on the way: nobody can say how far it came. */
  static ProblemException databaseAway() {
    return new ProblemException(
        ErrorCode.PEER_AWAY,
        "The database does not answer. What you sent was done wholly or not at all.",
        List.of(),
        List.of(
            "Send the same again after the time in Retry-After: an upload that had been taken in is"
                + " recognised, and so is a request with the same Idempotency-Key."),
        2);
  }

  /** The database chose this request as the one to give way. */
  static ProblemException contended() {
    return new ProblemException(
        ErrorCode.CONTENDED,
        "Nothing was changed.",
        List.of(),
        List.of("Send the same again after the time in Retry-After."),
        1);
  }

  /**
   * A disk is full.
   *
   * @param what sentence that says where there is no room
   */
  public static ProblemException noRoom(String what) {
    return new ProblemException(
        ErrorCode.NO_ROOM,
        what + " Nothing was changed.",
        List.of(),
        List.of(
            "Tell the operator, who has to make room.",
            "Then send the same again; nothing has to be restarted."),
        60);
  }

  public ErrorCode code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }

  public List<String> nextSteps() {
    return nextSteps;
  }

  /** 0 where no Retry-After is given. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  Problem problem(@Nullable String instance) {
    return new Problem(
        code.type(), code.title(), code.status(), getMessage(), instance, violations, nextSteps);
  }
}

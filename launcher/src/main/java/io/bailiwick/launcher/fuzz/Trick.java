package io.bailiwick.launcher.fuzz;

import io.bailiwick.launcher.fuzz.Operation.Where;

/** What is done to a request that would be right. */
enum Trick {
  NOTHING,
  NO_TOKEN,
  BAD_TOKEN,
  WRONG_ROLE,
  /** A registrar's token with the identifiers of another's things. */
  OTHER_REGISTRAR,
  QUERY_VALUE,
  QUERY_REPEATED,
  QUERY_UNKNOWN,
  CURSOR,
  PATH_VALUE,
  PATH_SPELLING,
  BODY_VALUE,
  BODY_VALUES,
  BODY_MISSING,
  BODY_EXTRA,
  BODY_DUPLICATE,
  BODY_DEEP,
  BODY_HUGE,
  BODY_BYTES,
  BODY_ROOT,
  BODY_NONE,
  BOMB,
  CONTENT_TYPE,
  CONTENT_ENCODING,
  ACCEPT,
  METHOD,
  HEADER_VALUE,
  HEADER_REPEATED,
  FRAMING,
  SPREADSHEET,
  /** The same Idempotency-Key at the same time, with the same body and with another. */
  REPEAT;

  boolean suits(Operation operation) {
    boolean body = !operation.bodies().isEmpty();
    return switch (this) {
      case NOTHING, NO_TOKEN, BAD_TOKEN, QUERY_UNKNOWN, PATH_SPELLING, METHOD, ACCEPT -> true;
      case HEADER_VALUE, HEADER_REPEATED, FRAMING -> true;
      case WRONG_ROLE -> !operation.published();
      case OTHER_REGISTRAR -> operation.holders().stream().anyMatch(role -> role.isOfRegistrar());
      case QUERY_VALUE, QUERY_REPEATED -> !operation.in(Where.QUERY).isEmpty();
      case CURSOR -> operation.parameter("after").isPresent();
      case SPREADSHEET -> operation.reads() && operation.parameter("after").isPresent();
      case PATH_VALUE -> !operation.in(Where.PATH).isEmpty();
      case BODY_VALUE,
          BODY_VALUES,
          BODY_MISSING,
          BODY_EXTRA,
          BODY_DUPLICATE,
          BODY_DEEP,
          BODY_HUGE,
          BODY_ROOT ->
          operation.takesJson();
      case BODY_BYTES, BODY_NONE, CONTENT_TYPE, CONTENT_ENCODING, BOMB -> body;
      case REPEAT -> operation.asksForAKey() && operation.takesJson();
    };
  }

  /** Whether the request may be none that HTTP knows, so that it need not be answered. */
  boolean breaksHttp() {
    return this == FRAMING;
  }

  /** Whether another operation, or none, may be what is reached in the end. */
  boolean mayLeadElsewhere() {
    return this == PATH_SPELLING
        || this == PATH_VALUE
        || this == METHOD
        || this == FRAMING
        || this == HEADER_REPEATED;
  }
}

package io.bailiwick.common.problem;

import java.net.URI;
import java.util.Locale;

/**
 * Every kind of error that the suite answers with, its HTTP status and its stable {@code type} URI.
 * The one table of the house.
 */
public enum ErrorCode {
  MALFORMED(400, "The request cannot be read"),
  UNAUTHENTICATED(401, "A valid access token is needed"),
  FORBIDDEN(403, "The caller lacks the permission"),
  /** Also the answer for what exists but belongs to somebody else. */
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "The method is not offered here"),
  NOT_ACCEPTABLE(406, "The representation is not offered"),
  /** The state of the thing forbids the step; 403 is kept for permissions. */
  STATE_CONFLICT(409, "The present state does not allow this"),
  STALE_VERSION(412, "The thing has changed since it was read"),
  TOO_LARGE(413, "The content is larger than allowed"),
  UNSUPPORTED_MEDIA(415, "The media type is not supported"),
  INVALID(422, "The request is well formed but not valid"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL(500, "An error on our side"),
  PEER_AWAY(503, "A service that this answer depends on is away"),
  /** Two requests were in each other's way in the database, and this one gave way. */
  CONTENDED(503, "Others are changing the same at this moment"),
  /** A disk is full, the database's or the one for temporary files. */
  NO_ROOM(507, "There is no room left to keep this");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** A name, not an address: {@code urn:bailiwick:problem:state-conflict}. */
  public URI type() {
    return URI.create("urn:bailiwick:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}

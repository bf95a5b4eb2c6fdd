package io.bailiwick.ingest.pull;

/** Why a fetch failed. */
public enum FetchFailure {
  /** The host, the port or the scheme is not on the operator's list, at first or in a redirect. */
  DESTINATION_NOT_ALLOWED,
  /** The name leads to an address that is not public: loopback, private, link-local and so on. */
  ADDRESS_NOT_PUBLIC,
  /** The name does not resolve. */
  UNKNOWN_HOST,
  /** No connection, or it broke before an answer. */
  UNREACHABLE,
  /** The certificate or the handshake is no good. */
  TLS,
  /** No connection, no first byte or no end in time. */
  TIMEOUT,
  /** More than five redirects, or one that leads nowhere. */
  REDIRECTS,
  /** An HTTP status that is neither success nor "not modified". */
  HTTP_STATUS,
  /** More bytes than allowed, as sent or once expanded. */
  TOO_LARGE,
  /** The connection ended before the answer did. */
  TRUNCATED,
  /** Empty, an HTML page, damaged: not a feed. */
  NOT_DATA,
  /** A page or a manifest that does not have the shape of its protocol. */
  MALFORMED_PAGE,
  /** The configuration has no credential of that name for that host. */
  NO_CREDENTIAL,
  /** The replica that was at it went away. */
  ABANDONED,
  /** An error on our side while taking it in. */
  INTERNAL
}

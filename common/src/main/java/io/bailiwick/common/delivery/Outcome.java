package io.bailiwick.common.delivery;

/** How an attempt to deliver ended. */
public sealed interface Outcome {

  /** The other side took it. */
  record Taken(String proof) implements Outcome {}

  /** The other side will never take it. */
  record Refused(String reason) implements Outcome {}

  /** Not now; or nobody knows. */
  record Deferred(String reason) implements Outcome {}
}

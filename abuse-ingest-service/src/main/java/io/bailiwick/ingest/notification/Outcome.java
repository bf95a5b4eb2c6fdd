package io.bailiwick.ingest.notification;

/** How an attempt to deliver ended. */
sealed interface Outcome {

  /** The other side took it. */
  record Taken(String proof) implements Outcome {}

  /** The other side will never take it. */
  record Refused(String reason) implements Outcome {}

  /** Not now; or nobody knows. */
  record Deferred(String reason) implements Outcome {}
}

package io.bailiwick.ingest.indicator;

import io.bailiwick.ingest.rejection.RejectionReason;

/** The host of a URL or a bare name, after normalisation. */
sealed interface Host {

  /** A host name in A-labels, lower case, no final dot. */
  record Name(String ascii) implements Host {}

  /** An IP address, version 4 or 6. */
  record Address(String text) implements Host {}

  /** No host could be found. */
  record None(RejectionReason reason, String detail) implements Host {}
}

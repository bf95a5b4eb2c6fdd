package io.bailiwick.ingest.correction;

import io.bailiwick.ingest.incident.Classification;
import org.jspecify.annotations.Nullable;

/** What is claimed of an incident. */
public enum CorrectionKind {
  /** There was no abuse. */
  FALSE_POSITIVE(Classification.FALSE_POSITIVE),
  /** The name was not under the registrar's sponsorship when the incident was opened. */
  NOT_OURS(null),
  /** A victim's site, not a name registered for the abuse. */
  COMPROMISED(Classification.COMPROMISED),
  /** The source itself took the listing back. */
  WITHDRAWN_BY_SOURCE(Classification.FALSE_POSITIVE);

  private final @Nullable Classification classification;

  CorrectionKind(@Nullable Classification classification) {
    this.classification = classification;
  }

  /** What the incident becomes when it is accepted; null where its sponsor changes instead. */
  @Nullable Classification classification() {
    return classification;
  }
}

package io.bailiwick.ingest.watch;

import java.util.Optional;

/** Where the review of a hit stands. */
public enum HitState {
  /** Found by the machine; nobody has looked. */
  OPEN,
  /** A person looks at it. */
  IN_REVIEW,
  /** There is evidence of abuse; it becomes a report, and only the report counts for anything. */
  EVIDENCE_FOUND,
  /** Looked at; no abuse. */
  NO_ABUSE,
  /** Not worth a look: the term is part of an ordinary word, or the name is the owner's own. */
  DISMISSED;

  /** The table of steps; empty where the state forbids the step. */
  Optional<HitState> after(HitStep step) {
    return switch (this) {
      case OPEN ->
          switch (step) {
            case START -> Optional.of(IN_REVIEW);
            case ASSIGN, FIND_EVIDENCE, FIND_NO_ABUSE, DISMISS -> Optional.empty();
          };
      case IN_REVIEW ->
          switch (step) {
            case START -> Optional.empty();
            case ASSIGN -> Optional.of(IN_REVIEW);
            case FIND_EVIDENCE -> Optional.of(EVIDENCE_FOUND);
            case FIND_NO_ABUSE -> Optional.of(NO_ABUSE);
            case DISMISS -> Optional.of(DISMISSED);
          };
      case EVIDENCE_FOUND, NO_ABUSE, DISMISSED -> Optional.empty();
    };
  }
}

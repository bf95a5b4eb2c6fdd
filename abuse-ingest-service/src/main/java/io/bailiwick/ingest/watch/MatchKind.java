package io.bailiwick.ingest.watch;

/** How a name came to be a hit, the closest first. */
public enum MatchKind {
  /** The label, or a part of it between hyphens, is the term once look-alikes are folded. */
  EQUAL,
  /** The label contains the term once look-alikes are folded. */
  CONTAINS,
  /** The label, or a part of it between hyphens, is a few edits away from the term. */
  NEAR
}

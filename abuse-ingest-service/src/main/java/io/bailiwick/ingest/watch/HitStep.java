package io.bailiwick.ingest.watch;

/** What a person does with a hit. */
public enum HitStep {
  /** Takes it on: the caller becomes its assignee. */
  START,
  /** Gives it to somebody else, or takes it over. */
  ASSIGN,
  /** Evidence of abuse was found; by the assignee, with a note of what and where. */
  FIND_EVIDENCE,
  /** By the assignee. */
  FIND_NO_ABUSE,
  /** By the assignee. */
  DISMISS
}

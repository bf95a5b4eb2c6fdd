package io.bailiwick.qpi.outcome;

/** Names whose renewal and abuse are held against one another. */
public enum CohortGroup {
  /** Names for which the promotion owes or owed something. */
  PROMOTION,
  /** Other names that the participants created while it ran. */
  PARTICIPANTS_BESIDE,
  /** Names that the participants created in as long a time right before it. */
  PARTICIPANTS_BEFORE,
  /** Names of the same TLDs and terms that registrars outside of it created while it ran. */
  NON_PARTICIPANTS
}

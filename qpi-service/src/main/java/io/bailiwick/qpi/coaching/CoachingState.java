package io.bailiwick.qpi.coaching;

/** States of a coaching note. */
public enum CoachingState {
  OPEN,
  DONE
}

package io.bailiwick.qpi.index;

import static java.util.Objects.requireNonNull;

/**
 * Which scores are read for what.
 *
 * @param provisional for a look ahead
 * @param qualifying where a promotion is to be decided by it
 */
public record ScoreChoices(ScoreChoice provisional, ScoreChoice qualifying) {

  /** What holds where a policy does not say. */
  public static final ScoreChoices DEFAULT =
      new ScoreChoices(ScoreChoice.NEWEST, ScoreChoice.PUBLISHED);

  public ScoreChoices {
    requireNonNull(provisional, "provisional");
    requireNonNull(qualifying, "qualifying");
  }
}

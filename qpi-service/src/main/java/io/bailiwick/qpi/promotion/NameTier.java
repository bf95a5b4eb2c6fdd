package io.bailiwick.qpi.promotion;

/** Which names a promotion covers by their price class. */
public enum NameTier {
  /** Names that are known not to be premium. */
  STANDARD,
  /** Names that are known to be premium. */
  PREMIUM,
  /** Both, and those of which nobody said. */
  BOTH
}

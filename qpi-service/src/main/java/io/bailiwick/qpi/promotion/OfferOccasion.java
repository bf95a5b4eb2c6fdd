package io.bailiwick.qpi.promotion;

/** When an accreditation is offered a promotion. */
public enum OfferOccasion {
  /** Together with all others, when it was published. */
  PUBLICATION,
  /** Accredited after that: when it was noticed. */
  BECAME_ELIGIBLE
}

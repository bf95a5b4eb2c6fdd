package io.bailiwick.aip.transparency;

/** Why candidates came to nothing, in groups; the full reason stays with the candidate. */
public enum DismissalGround {
  /** The names, or most of them, were not abusive. */
  NOT_ABUSIVE,
  /** Sites of customers that were broken into. */
  COMPROMISED_SITES,
  /** The registrar had dealt with it before anybody asked. */
  ALREADY_MITIGATED,
  /** The names or the doings were not the registrar's. */
  NOT_OF_THE_REGISTRAR,
  /** The measurement was at fault, or was corrected since. */
  MEASUREMENT,
  /** None of these, or in no group. */
  OTHER
}

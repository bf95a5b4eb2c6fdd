package io.bailiwick.scoring.run;

/** Why two versions of a month can differ. */
public enum DifferenceReason {
  /** Another version of the policy. */
  POLICY,
  /** Other things are counted: a new series. */
  DEFINITION,
  /** A month became mature. */
  MATURITY,
  /** The registrar's abused domains. */
  TALLIES,
  /** The registrar's domains under management or creates. */
  EXPOSURE,
  /** The registrar's new registrations that turned out malicious, and other measures of them. */
  MEASURES,
  /** The registrar's name or standing. */
  REGISTRAR,
  /** Days without evidence of domains under management. */
  MISSING_DAYS,
  /** The health or the epochs of feeds. */
  FEEDS,
  /** How the month stands beside the registry's reports. */
  RECONCILIATION,
  /** Facts of other registrars, with which this one is compared. */
  OTHER_REGISTRARS,
  /** Anything else that was frozen. */
  OTHER_FACTS
}

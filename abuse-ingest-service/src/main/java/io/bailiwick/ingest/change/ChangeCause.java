package io.bailiwick.ingest.change;

/** Why an incident changed. */
public enum ChangeCause {
  /** Listings arrived. */
  OBSERVATIONS,
  /** Registration data arrived: another sponsor, another lifetime, another age. */
  REGISTRATION,
  /** A person classified it. */
  PERSON,
  /** A correction or contest was accepted. */
  CORRECTION,
  /** A feed was muted, or speaks again. */
  MUTE
}

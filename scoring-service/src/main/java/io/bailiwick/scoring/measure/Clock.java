package io.bailiwick.scoring.measure;

/** From when the hours of an incident run. */
public enum Clock {
  /** The first listing: how long victims are exposed. */
  LISTING,
  /** The first proven notification of the sponsor: what it answers for. */
  NOTIFICATION
}

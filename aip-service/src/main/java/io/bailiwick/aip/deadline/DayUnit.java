package io.bailiwick.aip.deadline;

/** What a period counts. */
public enum DayUnit {
  /** Monday to Friday without public holidays. */
  BUSINESS_DAYS,
  /** Every day of UTC. */
  DAYS
}

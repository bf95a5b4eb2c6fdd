package io.bailiwick.enforcement;

/** What an order limits. Whatever it is, it is {@code domain:create} alone. */
public enum RestrictionMode {
  /** No new names at all. */
  FULL_STOP,
  /** So many new names a day, in UTC. The EPP system counts them and sends the count. */
  DAILY_CAP,
  /** So many new names within so many minutes. The EPP system counts them and sends the count. */
  RATE,
  /** New names for customers only that the registrar has verified, as the EPP system says. */
  VERIFIED_CUSTOMERS
}

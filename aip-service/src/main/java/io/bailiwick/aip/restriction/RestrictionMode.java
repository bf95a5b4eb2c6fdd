package io.bailiwick.aip.restriction;

/** What an order limits. */
public enum RestrictionMode {
  /** No new names at all: every {@code domain:create} is refused while the order is in force. */
  FULL_STOP
}

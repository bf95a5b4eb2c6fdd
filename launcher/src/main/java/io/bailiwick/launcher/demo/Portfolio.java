package io.bailiwick.launcher.demo;

/**
 * The books of one registrar in one month, kept while the world lives through it. Mutable, so that
 * a day costs nothing.
 */
final class Portfolio {
  /** Sum over the month's days of the names at the end of the day. */
  long dumSum;

  int days;
  int closing;
  int signed;

  /** Gross creates, by creator; AGP deletes are in it and in {@link #agpDeletes}. */
  int creates;

  int agpDeletes;
  int deletes;
  int transfersIn;
  int transfersOut;
  int termYears;

  /** Names whose term ended in the month, and those of them that were lost within 45 days. */
  int renewalsDue;

  int renewalsLost;

  int renewalsDone() {
    return renewalsDue - renewalsLost;
  }
}

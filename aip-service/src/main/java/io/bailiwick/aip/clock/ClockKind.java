package io.bailiwick.aip.clock;

/** What somebody has time for. */
public enum ClockKind {
  /** The registrar acknowledges the first notice. */
  ACKNOWLEDGE(true, true),
  /** The registrar files a plan. */
  PLAN(true, true),
  /** The registrar responds to a notice; no limit is proposed before it is over. */
  RESPOND(true, true),
  /** The registry reviews how the plan goes. */
  MONITORING_REVIEW(false, true),
  /** A decider reviews a limit of the acute path, which ends by itself otherwise. */
  LIMIT_REVIEW(false, false),
  /** The registry decides an appeal; a missed end stays the limit. */
  APPEAL_INTERNAL(false, false),
  /** The panel decides an appeal; a missed end stays the limit. */
  APPEAL_EXTERNAL(false, false);

  private final boolean ofRegistrar;
  private final boolean movable;

  ClockKind(boolean ofRegistrar, boolean movable) {
    this.ofRegistrar = ofRegistrar;
    this.movable = movable;
  }

  /** Whether the registrar has to act; else the registry. */
  boolean isOfRegistrar() {
    return ofRegistrar;
  }

  /**
   * Whether an officer may let it stand still or extend it. Not those that guard the registrar
   * against a limit that nobody looks at.
   */
  boolean isMovable() {
    return movable;
  }

  /** Whether it stands still while a name of the case is contested. */
  boolean waitsForContests() {
    return this == PLAN || this == RESPOND;
  }

  /** A time that is given and not a time to be kept: its end is no alarm. */
  boolean isPeriod() {
    return this == RESPOND;
  }
}

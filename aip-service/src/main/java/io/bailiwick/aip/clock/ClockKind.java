package io.bailiwick.aip.clock;

/** What somebody has time for. */
public enum ClockKind {
  /** The registrar acknowledges the first notice. */
  ACKNOWLEDGE(true, true, "acknowledge the notice"),
  /** The registrar files a plan. */
  PLAN(true, true, "file a plan"),
  /** The registrar responds to a notice; no limit is proposed before it is over. */
  RESPOND(true, true, "respond to the notice"),
  /** The registry reviews how the plan goes. */
  MONITORING_REVIEW(false, true, "review how the plan goes"),
  /** A decider reviews a limit of the acute path, which ends by itself otherwise. */
  LIMIT_REVIEW(false, false, "review the limit, which ends otherwise"),
  /** The registry decides an appeal; a missed end stays the limit. */
  APPEAL_INTERNAL(false, false, "decide the appeal"),
  /** The panel decides an appeal; a missed end stays the limit. */
  APPEAL_EXTERNAL(false, false, "enter what the panel decided of the appeal");

  private final boolean ofRegistrar;
  private final boolean movable;
  private final String step;

  ClockKind(boolean ofRegistrar, boolean movable, String step) {
    this.ofRegistrar = ofRegistrar;
    this.movable = movable;
    this.step = step;
  }

  /** What is to be done, in words for a message. */
  String step() {
    return step;
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

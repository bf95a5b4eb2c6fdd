package io.bailiwick.enforcement;

/**
 * What a limit leaves alone unless the order includes it: a switch each, off by default. A command
 * that is two of these is refused only where the order includes both.
 */
public enum SpecialCase {
  /** The registrar's request for a name to be transferred to it. */
  INBOUND_TRANSFER,
  /** The registrar's question whether a name may be registered. */
  CHECK,
  /** The create of a variant that is reserved for the holder of a name registered already. */
  VARIANT,
  /** The create of a name at a premium price. */
  PREMIUM,
  /** The create that completes an application from before the order, as in a launch phase. */
  PENDING_APPLICATION
}

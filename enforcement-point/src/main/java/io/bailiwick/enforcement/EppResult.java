package io.bailiwick.enforcement;

/** The result codes of RFC 5730, section 3, that a command decision can carry. */
public enum EppResult {
  /** Command completed successfully: as far as this program goes, the command may be executed. */
  COMPLETED(1000),

  /**
   * Data management policy violation: the command was understood and the client is who it says, but
   * executing it would go against a policy of the server. That is what a limit is.
   *
   * <p>Not 2201 (authorization error), which comes nearest otherwise: clients take it for wrong
   * credentials, wrong authInfo or a suspended account, and it is what systems answer that also
   * refuse renew, restore and transfer. Not 2304 or 2306: nothing is wrong with the status of an
   * object or the value of a parameter. Not 2501 or any other code of 25xx: those close the
   * session, and every other command must go on working.
   */
  POLICY_VIOLATION(2308);

  private final int code;

  EppResult(int code) {
    this.code = code;
  }

  /** The four digits. */
  public int code() {
    return code;
  }
}

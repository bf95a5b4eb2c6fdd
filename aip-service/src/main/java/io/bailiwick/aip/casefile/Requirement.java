package io.bailiwick.aip.casefile;

/**
 * What must exist before a limit may be proposed, each with the step that is missing where it does
 * not.
 */
public enum Requirement {
  NOTICE("Send the registrar a notice."),
  REASONS("State the reasons, in the notice and in the proposal."),
  EVIDENCE(
      "Send a notice that names the incidents, so that the registrar can look at the evidence."),
  RESPONSE_PERIOD("Wait until the day that the notices gave the registrar to respond by is over."),
  NAMED_DECIDER("Name the person who decides; it must not be the person who proposes."),
  HIGHER_APPROVAL(
      "On the acute path name a second decider, or a decider whom the policy lets decide alone."),
  APPEAL_TEXT("Send a notice that says how to appeal.");

  private final String step;

  Requirement(String step) {
    this.step = step;
  }

  /** What to do about it, a sentence. */
  public String step() {
    return step;
  }
}

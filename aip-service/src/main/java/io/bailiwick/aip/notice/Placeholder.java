package io.bailiwick.aip.notice;

import java.util.Arrays;
import java.util.Optional;

/** What a template may name in double braces. */
public enum Placeholder {
  ORGANISATION("organisation", true),
  CONTACT("contact", true),
  REGISTRAR("registrar", true),
  REGISTRAR_NAME("registrarName", true),
  CASE_REFERENCE("caseReference", true),
  NOTICE_SUBJECT("noticeSubject", true),
  REASONS("reasons", false),
  INCIDENTS("incidents", true),
  RESPOND_BY("respondBy", true),
  ACKNOWLEDGE_BY("acknowledgeBy", true),
  PLAN_BY("planBy", true),
  APPEAL_TEXT("appealText", false),
  STEP("step", true),
  DUE_ON("dueOn", true),
  OUTCOME("outcome", true),
  LIMIT_ENDS("limitEnds", true);

  private final String code;
  private final boolean fitsSubject;

  Placeholder(String code, boolean fitsSubject) {
    this.code = code;
    this.fitsSubject = fitsSubject;
  }

  /** As it stands between the braces. */
  public String code() {
    return code;
  }

  /** Whether its value is short enough for a subject. */
  boolean fitsSubject() {
    return fitsSubject;
  }

  static Optional<Placeholder> of(String code) {
    return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
  }
}

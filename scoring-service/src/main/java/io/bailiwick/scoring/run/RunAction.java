package io.bailiwick.scoring.run;

import io.bailiwick.common.audit.AuditAction;

/** What is done to runs. */
enum RunAction implements AuditAction {
  CREATED;

  @Override
  public String code() {
    return "run.created";
  }
}

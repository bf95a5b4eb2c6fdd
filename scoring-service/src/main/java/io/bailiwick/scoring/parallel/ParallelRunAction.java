package io.bailiwick.scoring.parallel;

import io.bailiwick.common.audit.AuditAction;

/** What is done to parallel runs. */
enum ParallelRunAction implements AuditAction {
  CREATED;

  @Override
  public String code() {
    return "parallel-run.created";
  }
}

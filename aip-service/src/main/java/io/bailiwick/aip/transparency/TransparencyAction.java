package io.bailiwick.aip.transparency;

import io.bailiwick.common.audit.AuditAction;

enum TransparencyAction implements AuditAction {
  DRAFTED("transparency.drafted"),
  PUBLISHED("transparency.published");

  private final String code;

  TransparencyAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

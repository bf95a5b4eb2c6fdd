package io.bailiwick.ingest.namelist;

import io.bailiwick.common.audit.AuditAction;

enum NameListAction implements AuditAction {
  NAME_LIST_LOADED("name-list.loaded"),
  NAME_LIST_WITHDRAWN("name-list.withdrawn");

  private final String code;

  NameListAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

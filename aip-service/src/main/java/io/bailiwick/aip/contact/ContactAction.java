package io.bailiwick.aip.contact;

import io.bailiwick.common.audit.AuditAction;

enum ContactAction implements AuditAction {
  CONTACTS_SET("case-contacts.set");

  private final String code;

  ContactAction(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

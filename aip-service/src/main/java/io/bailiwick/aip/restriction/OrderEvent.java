package io.bailiwick.aip.restriction;

import io.bailiwick.common.outbox.EventType;

/** What subscribers learn of orders as such; what happens to cases is told by the cases. */
enum OrderEvent implements EventType {
  LIST_ISSUED("restriction-list.issued");

  private final String code;

  OrderEvent(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

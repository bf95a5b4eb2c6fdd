package io.bailiwick.aip.clock;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What happens to a clock; the name of its audit entry and of its event, too. */
public enum ClockStep implements AuditAction, EventType {
  STARTED("clock.started"),
  PAUSED("clock.paused"),
  RESUMED("clock.resumed"),
  EXTENDED("clock.extended"),
  REMINDED("clock.reminded"),
  OVERDUE("clock.overdue"),
  MET("clock.met"),
  CANCELLED("clock.cancelled");

  private final String code;

  ClockStep(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

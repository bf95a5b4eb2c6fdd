package io.bailiwick.common.audit;

/** What was done. Each service has an enum of its actions. */
public interface AuditAction {

  /** Stable name in the trail: {@code feed.created}. */
  String code();
}

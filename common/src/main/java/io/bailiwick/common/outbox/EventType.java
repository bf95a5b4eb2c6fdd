package io.bailiwick.common.outbox;

/** What happened. Each service has an enum of its events. */
public interface EventType {

  /** Stable name: {@code run.completed}. */
  String code();
}

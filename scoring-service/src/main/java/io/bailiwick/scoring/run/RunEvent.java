package io.bailiwick.scoring.run;

import io.bailiwick.common.outbox.EventType;

/** What happens to runs. */
enum RunEvent implements EventType {
  /** A new version of a month's scores; the payload is the run. */
  COMPLETED;

  @Override
  public String code() {
    return "run.completed";
  }
}

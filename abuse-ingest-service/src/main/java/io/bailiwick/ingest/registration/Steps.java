package io.bailiwick.ingest.registration;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Where the time of a load goes: its steps in order, each with how long it took. */
final class Steps {
  private static final Logger LOG = Logger.getLogger(Steps.class);

  private final List<Deposit.Step> done = new ArrayList<>();
  private long from = System.nanoTime();

  /** The time since the step before goes to this one. */
  void done(String step) {
    long now = System.nanoTime();
    long milliseconds = (now - from) / 1_000_000;
    from = now;
    done.add(new Deposit.Step(step, milliseconds));
    LOG.debugf("%s: %d ms", step, milliseconds);
  }

  List<Deposit.Step> list() {
    return List.copyOf(done);
  }
}

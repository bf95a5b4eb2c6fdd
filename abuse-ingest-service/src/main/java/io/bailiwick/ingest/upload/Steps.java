package io.bailiwick.ingest.upload;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;

/** Where the time of a load goes: its steps in order, each with how long it took. */
public final class Steps {
  private static final Logger LOG = Logger.getLogger(Steps.class);

  /** A part of the work of loading. */
  @Schema(name = "LoadStep", description = "A part of the work of loading")
  public record Step(
      @Schema(examples = "find what differs") String step,
      @Schema(examples = "1520") long milliseconds) {}

  private final List<Step> done = new ArrayList<>();
  private long from = System.nanoTime();

  /** The time since the step before goes to this one. */
  public void done(String step) {
    long now = System.nanoTime();
    long milliseconds = (now - from) / 1_000_000;
    from = now;
    done.add(new Step(step, milliseconds));
    LOG.debugf("%s: %d ms", step, milliseconds);
  }

  public List<Step> list() {
    return List.copyOf(done);
  }
}

package io.bailiwick.launcher.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The signals by which the launcher stops what it started. */
public enum Signal {
  /** The usual request to end. */
  TERM,
  /** What PostgreSQL takes as a fast shutdown: clients are cut off, the data is written. */
  INT,
  /** What PostgreSQL takes as an immediate shutdown: recovery at the next start. */
  QUIT,
  KILL;

  /** Sends this signal; a process that is already gone is no error. */
  public void send(long pid) {
    try {
      // Java can send TERM and KILL only; the shell's own kill needs no further program.
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + name() + " \"$1\"", "sh", Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(5, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      throw new LaunchException(
          "Cannot send a signal to process " + pid + ": " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

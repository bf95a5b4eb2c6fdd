package io.bailiwick.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as written down for a later launcher: a pid alone would be taken over by another
 * process in time.
 */
public record ProcessIdentity(long pid, Instant startedAt) {
  // The system counts a start in ticks since boot, and the time of boot moves a little when the
  // clock is set.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  public static ProcessIdentity ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessIdentity(self.pid(), self.info().startInstant().orElseGet(Instant::now));
  }

  /**
   * The process, where it still runs; one that has ended and only waits to be collected does not
   * count.
   */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> !isZombie(pid))
        .filter(process -> process.info().startInstant().map(this::isStart).orElse(true));
  }

  private boolean isStart(Instant instant) {
    return Duration.between(startedAt, instant).abs().compareTo(TOLERANCE) <= 0;
  }

  /**
   * Whether the process has ended without having been collected by its parent (Linux; elsewhere
   * false).
   */
  public static boolean isZombie(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // "pid (name) state": the name may hold anything, so look behind its last parenthesis.
      return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException _) {
      return false;
    }
  }
}

package io.bailiwick.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that this launcher started. */
public final class Child {
  private final String name;
  private final Process process;
  private final Path log;
  private final Signal stop;
  private final Instant startedAt;

  Child(String name, Process process, Path log, Signal stop) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.stop = stop;
    this.startedAt = process.info().startInstant().orElseGet(Instant::now);
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  /**
   * When the system says that the process began; together with the pid it names this process and no
   * later one.
   */
  public Instant startedAt() {
    return startedAt;
  }

  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the process has ended, however that came about. */
  public CompletableFuture<Child> ended() {
    return process.onExit().thenApply(_ -> this);
  }

  /** How it ended, in words: "exit code 1", "signal 9". */
  public String ending() {
    int code = process.exitValue();
    return code > 128 ? "signal " + (code - 128) : "exit code " + code;
  }

  /** The end of what it has written, for an error message. */
  public List<String> lastLines(int count) {
    return LogFiles.lastLines(log, count);
  }

  /** Asks the process to end and returns at once. */
  public void askToStop() {
    if (process.isAlive()) {
      stop.send(process.pid());
    }
  }

  /** Kills the process as a crash does, and returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /**
   * Waits for the end after {@link #askToStop()}; what has not ended after the grace time is
   * killed.
   */
  public void awaitStop(Duration grace) {
    try {
      if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      if (stop == Signal.INT) {
        // PostgreSQL: its own children must learn of the end too.
        Signal.QUIT.send(process.pid());
        if (process.waitFor(5, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}

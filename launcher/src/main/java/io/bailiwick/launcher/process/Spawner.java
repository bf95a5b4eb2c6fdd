package io.bailiwick.launcher.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts child processes in such a way that none outlives this process, not even after {@code kill
 * -9}, where the system has {@code setpriv}; elsewhere the next start finds and stops what was
 * left.
 */
public final class Spawner implements AutoCloseable {
  // The kernel sends the death signal when the thread that started the child ends, not the process:
  // one thread starts
  // all children and lives as long as this object.
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("spawner").unstarted(task));
  private final boolean canDieWithParent =
      Programs.succeeds(List.of("setpriv", "--pdeathsig", "TERM", "true"));
  private final boolean canLeaveTerminal = Programs.succeeds(List.of("setsid", "true"));

  /** What to start. */
  public record Start(
      /* For people: "abuse-ingest-service". */
      String name,
      /* Put before the command, after which privileges no longer change: `unshare -U`. */
      List<String> asUser,
      List<String> command,
      /* Added to the environment of this process. */
      Map<String, String> environment,
      Path directory,
      /* Gets standard output and error; what was there before is rotated away. */
      Path log,
      /* Sent to end it, and by the kernel when this process dies. */
      Signal stop) {}

  public Child start(Start start) {
    List<String> command = new ArrayList<>();
    if (canLeaveTerminal) {
      // Ctrl-C goes to the whole foreground group; in a session of its own a child is stopped by
      // the launcher, in order.
      command.add("setsid");
    }
    command.addAll(start.asUser());
    if (canDieWithParent) {
      command.addAll(List.of("setpriv", "--pdeathsig", start.stop().name()));
    }
    command.addAll(start.command());
    try {
      LogFiles.rotate(start.log());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(start.directory().toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(start.log().toFile());
      builder.environment().putAll(start.environment());
      Process process = thread.submit(builder::start).get();
      return new Child(start.name(), process, start.log(), start.stop());
    } catch (ExecutionException e) {
      throw new LaunchException("Cannot start " + start.name() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new LaunchException("Cannot write " + start.log() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("Interrupted while starting " + start.name(), e);
    }
  }

  /** Ends the thread: children that still run are told by the kernel to end. */
  @Override
  public void close() {
    thread.shutdown();
  }
}

package io.bailiwick.launcher.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.ProcessIdentity;
import io.bailiwick.launcher.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a running suite writes down about itself in its data directory, for {@code ./run status},
 * {@code token} and {@code stop}, and for the next start after a crash.
 *
 * @param launcher the process that holds the suite together
 * @param portBase first of its ports
 * @param replicas processes of each service
 * @param parts what it has started so far
 */
record SuiteState(ProcessIdentity launcher, int portBase, int replicas, List<Part> parts) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(15);

  /**
   * A child process.
   *
   * @param name "PostgreSQL" or the module of a service
   * @param stop what ends it
   */
  record Part(String name, ProcessIdentity process, Signal stop) {}

  PortPlan ports() {
    return new PortPlan(portBase, Math.max(1, replicas));
  }

  private static Path file(Path data) {
    return data.resolve("suite.json");
  }

  /** What was written down last; empty if there is nothing, or nothing readable. */
  static Optional<SuiteState> read(Path data) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file(data)), SuiteState.class));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The state of the suite that runs on this data now. */
  static Optional<SuiteState> running(Path data) {
    return read(data).filter(state -> state.launcher().running().isPresent());
  }

  void write(Path data) {
    Path fresh = data.resolve("suite.json.new");
    try {
      Files.writeString(fresh, JSON.writeValueAsString(this));
      Files.move(
          fresh, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchException("Cannot write " + file(data) + ": " + e, e);
    }
  }

  static void delete(Path data) {
    try {
      Files.deleteIfExists(file(data));
    } catch (IOException _) {
      // What it says is checked by every reader.
    }
  }

  /**
   * Ends what a killed launcher has left running, services before the database. On Linux the kernel
   * has done it already.
   *
   * @return the names of what was still there
   */
  List<String> endLeftovers() {
    return parts.reversed().stream().filter(SuiteState::end).map(Part::name).toList();
  }

  private static boolean end(Part part) {
    Optional<ProcessHandle> process = part.process().running();
    process.ifPresent(
        handle -> {
          part.stop().send(handle.pid());
          try {
            handle.onExit().get(LEFTOVER_GRACE.toSeconds(), TimeUnit.SECONDS);
          } catch (TimeoutException | ExecutionException _) {
            Signal.KILL.send(handle.pid());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    return process.isPresent();
  }
}

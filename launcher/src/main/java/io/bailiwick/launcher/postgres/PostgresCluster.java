package io.bailiwick.launcher.postgres;

import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.ProcessIdentity;
import io.bailiwick.launcher.process.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The files of one PostgreSQL server: made by {@code initdb}, checked and tidied before each start.
 */
final class PostgresCluster {
  static final String SUPERUSER = "postgres";
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(10);

  private final Path home;
  private final PostgresBinaries binaries;
  private final UnprivilegedUser user;

  private PostgresCluster(Path home, PostgresBinaries binaries, UnprivilegedUser user) {
    this.home = home;
    this.binaries = binaries;
    this.user = user;
  }

  /** The cluster below this directory, which may still be empty. */
  static PostgresCluster in(Path home, PostgresBinaries binaries) {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new LaunchException("Cannot use " + home + ": " + e.getMessage(), e);
    }
    return new PostgresCluster(home, binaries, UnprivilegedUser.forDirectory(home, binaries));
  }

  Path directory() {
    return home.resolve("cluster");
  }

  UnprivilegedUser user() {
    return user;
  }

  /** Leaves a cluster of the right version that no process uses. */
  void prepare(String superuserPassword) throws InterruptedException {
    try {
      if (Files.exists(directory())) {
        requireSameMajor();
        endLeftovers();
      } else {
        create(superuserPassword);
      }
    } catch (IOException e) {
      throw new LaunchException("Cannot use " + directory() + ": " + e.getMessage(), e);
    }
  }

  boolean exists() {
    return Files.exists(directory());
  }

  private void requireSameMajor() throws IOException {
    Path file = directory().resolve("PG_VERSION");
    String found = Files.exists(file) ? Files.readString(file).strip() : "unknown";
    if (!found.equals(binaries.major())) {
      throw new LaunchException(
          "The data in "
              + directory()
              + " is of PostgreSQL "
              + found
              + ", and this build brings PostgreSQL "
              + binaries.version()
              + ", which cannot read it. Choose another data directory (--data DIR) to start afresh, or dump the"
              + " databases with the build that wrote them and load them into a new one.");
    }
  }

  private void create(String superuserPassword) throws IOException, InterruptedException {
    Path fresh = home.resolve("cluster.new");
    Trees.delete(fresh); // of a start that was killed
    Path passwordFile = home.resolve("password.new");
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, superuserPassword);
      if (Trees.owner(passwordFile) != user.owner()) {
        Trees.giveTo(user.owner(), passwordFile);
      }
      List<String> command = new ArrayList<>(user.prefix());
      command.addAll(
          List.of(
              binaries.program("initdb").toString(),
              "--pgdata=" + fresh,
              "--username=" + SUPERUSER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              // PostgreSQL's own locale, equal on every machine; nothing is asked of the system's.
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--no-instructions"));
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment());
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new LaunchException("initdb failed in " + home + ":\n" + output.strip());
      }
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(fresh, directory(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Without the caller's PG… variables and locale: the server is the same whoever starts it. */
  static Map<String, String> environment() {
    return Map.of("LC_ALL", "C", "TZ", "UTC", "PGOPTIONS", "");
  }

  /**
   * A server whose launcher was killed may still run or may have left its pid file behind, whose
   * number may by now be another process's or a zombie's; PostgreSQL then refuses to start. The
   * caller holds the lock of the data directory, so a server in it can only be a leftover.
   */
  private void endLeftovers() throws IOException, InterruptedException {
    Path pidFile = directory().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = pidIn(pidFile);
    if (pid > 0 && isOurServer(pid)) {
      Signal.INT.send(pid);
      awaitEnd(pid);
    }
    for (long backend : processesInCluster()) {
      // Its postmaster was killed; it notices by itself, but not always at once.
      Signal.TERM.send(backend);
      awaitEnd(backend);
    }
    Files.deleteIfExists(pidFile);
  }

  private static long pidIn(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
    try {
      return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private boolean isOurServer(long pid) {
    if (ProcessIdentity.isZombie(pid)) {
      return false;
    }
    Path workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
    if (Files.exists(workingDirectory, LinkOption.NOFOLLOW_LINKS)) {
      return isCluster(workingDirectory);
    }
    // Without /proc: the arguments name the directory, where the system shows them.
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().commandLine())
        .filter(line -> line.contains("postgres") && line.contains(directory().toString()))
        .isPresent();
  }

  private boolean isCluster(Path workingDirectory) {
    try {
      return Files.readSymbolicLink(workingDirectory).equals(directory().toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private List<Long> processesInCluster() throws IOException {
    List<Long> found = new ArrayList<>();
    Path proc = Path.of("/proc");
    if (Files.isDirectory(proc)) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
        for (Path process : processes) {
          if (isCluster(process.resolve("cwd"))) {
            found.add(Long.parseLong(process.getFileName().toString()));
          }
        }
      }
    }
    return found;
  }

  private static void awaitEnd(long pid) throws InterruptedException {
    Instant deadline = Instant.now().plus(LEFTOVER_GRACE);
    while (isRunning(pid)) {
      if (Instant.now().isAfter(deadline)) {
        Signal.KILL.send(pid);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        && !ProcessIdentity.isZombie(pid);
  }
}

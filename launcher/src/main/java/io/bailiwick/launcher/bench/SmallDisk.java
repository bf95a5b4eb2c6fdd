package io.bailiwick.launcher.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file system in memory that can be filled up and emptied again. It takes the right to mount:
 * root's, or that of a user in a name space of its own, in which {@code ./run} starts this.
 */
final class SmallDisk implements AutoCloseable {
  private final Path place;
  private final Path ballast;

  private SmallDisk(Path place) {
    this.place = place;
    this.ballast = place.resolve("ballast");
  }

  /** Empty where mounting is not permitted. */
  static Optional<SmallDisk> mount(Path place, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(place);
    boolean mounted =
        run(
            List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m",
                "tmpfs",
                place.toString()));
    return mounted ? Optional.of(new SmallDisk(place)) : Optional.empty();
  }

  private static boolean run(List<String> command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String unused = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  /** A new directory on it. */
  Path directory(String name) throws IOException {
    return Files.createDirectories(place.resolve(name));
  }

  /** Leaves so many bytes, or a little less: file systems give whole pages. */
  void leave(long bytes) throws IOException {
    makeRoom();
    byte[] page = new byte[4096];
    Arrays.fill(page, (byte) 1);
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (Files.getFileStore(place).getUsableSpace() - page.length >= bytes) {
        out.write(page);
      }
    }
  }

  void makeRoom() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() throws IOException {
    try {
      boolean unused = run(List.of("umount", "-l", place.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data directory held by one launcher. The operating system lets go of the lock when the launcher
 * dies, however it dies.
 */
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  /** Marks a directory whose content may be deleted. */
  private static final String DISPOSABLE = "disposable";

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static DataDirectory lock(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new LaunchException(inUse(path));
      }
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw new LaunchException(
          "Cannot use the data directory " + path + " (" + e + "). Choose another: --data DIR", e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // a suite of this very process
    }
  }

  private static String inUse(Path path) {
    Optional<SuiteState> state = SuiteState.read(path);
    return "Another suite uses the data in "
        + path
        + state
            .map(s -> " (process " + s.launcher().pid() + ", ports from " + s.portBase() + ")")
            .orElse("")
        + ". Stop it with ./run stop, or choose another directory and other ports: --data DIR"
        + " --port-base N";
  }

  private boolean holdsData() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, DataDirectory::isContent)) {
      return entries.iterator().hasNext();
    }
  }

  private static boolean isContent(Path entry) {
    String name = entry.getFileName().toString();
    return !name.equals(LOCK) && !name.equals(DISPOSABLE);
  }

  /**
   * Deletes everything but the lock, provided that all of it was made by such a start before:
   * nobody's own data is ever deleted because of a wrong option.
   */
  void empty() {
    try {
      if (!Files.exists(path.resolve(DISPOSABLE)) && holdsData()) {
        throw new LaunchException(
            path
                + " holds data that was not made for the demo, and the demo begins by deleting what"
                + " is there. Choose another directory: --data DIR");
      }
      Files.writeString(path.resolve(DISPOSABLE), "Emptied by every ./run demo.\n");
      deleteAll();
    } catch (IOException e) {
      throw new LaunchException("Cannot empty the data directory " + path + ": " + e, e);
    }
  }

  private void deleteAll() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, DataDirectory::isContent)) {
      for (Path entry : entries) {
        delete(entry);
      }
    }
  }

  private static void delete(Path entry) throws IOException {
    if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(entry);
      return;
    }
    Files.walkFileTree(
        entry,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  Path path() {
    return path;
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  Path databasePasswords() {
    return path.resolve("secrets").resolve("database.properties");
  }

  Path signingKey() {
    return path.resolve("secrets").resolve("signing-key.json");
  }

  Path sensitiveKey() {
    return path.resolve("secrets").resolve("sensitive-key");
  }

  Path orderSigningKeys() {
    return path.resolve("secrets").resolve("order-signing-keys.json");
  }

  Path log(String part) {
    return logIn(path, part);
  }

  static Path logIn(Path data, String part) {
    return data.resolve("logs").resolve(part + ".log");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LaunchException("Cannot let go of " + path + ": " + e, e);
    }
  }
}

package io.bailiwick.ingest.spool;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files of this process, in a directory of its own. The directory holds a file that its
 * process keeps locked; the operating system lets go of the lock when the process dies, however it
 * dies, and the next process that starts on the same disk removes what it left.
 */
public final class Spool {
  private static final String NAME = "bailiwick-spool-";
  private static final String IN_THE_MAKING = "bailiwick-new-spool-";
  private static final String LOCK = "lock";

  private static final Spool OF_THIS_PROCESS =
      new Spool(Path.of(System.getProperty("java.io.tmpdir")));

  private Path parent;
  private @Nullable Path directory;
  private @Nullable FileChannel lock;

  Spool(Path parent) {
    this.parent = parent;
  }

  /** The one that every upload and every spilled row of this process goes through. */
  public static Spool ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * Puts new files there, and removes what processes that are no more left there.
   *
   * @param place an existing directory
   * @return how many processes had left something
   */
  public synchronized int begin(Path place) throws IOException {
    if (!place.equals(parent)) {
      end();
      parent = place;
    }
    int left = 0;
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, NAME + "*")) {
      for (Path other : others) {
        if (!other.equals(directory) && isAbandoned(other)) {
          delete(other);
          left++;
        }
      }
    }
    return left;
  }

  private static boolean isAbandoned(Path other) {
    try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
      @Nullable FileLock free = channel.tryLock();
      return free != null;
    } catch (OverlappingFileLockException e) {
      return false; // of this very process
    } catch (IOException e) {
      return false; // somebody else's, or just going away
    }
  }

  /** A new, empty file, for the caller to delete. */
  public Path create(String suffix) throws SpoolException {
    try {
      try {
        return Files.createTempFile(directory(), "", suffix);
      } catch (NoSuchFileException e) {
        // Somebody tidied the disk under a running process.
        end();
        return Files.createTempFile(directory(), "", suffix);
      }
    } catch (IOException e) {
      throw new SpoolException(e);
    }
  }

  /** Made when the first file is, so that a full disk at the start does no lasting harm. */
  private synchronized Path directory() throws IOException {
    Path known = directory;
    if (known != null) {
      return known;
    }
    Path fresh = Files.createTempDirectory(parent, IN_THE_MAKING);
    @Nullable FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      @Nullable FileLock held = channel.tryLock();
      if (held == null) {
        throw new IOException("a new file is locked by somebody else");
      }
      // Only now, locked, does it get the name by which others look for what was left.
      Path made =
          Files.move(
              fresh,
              parent.resolve(
                  NAME + fresh.getFileName().toString().substring(IN_THE_MAKING.length())),
              StandardCopyOption.ATOMIC_MOVE);
      lock = channel;
      directory = made;
      return made;
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      delete(fresh);
      throw e;
    }
  }

  /** Writes to a file of the spool; what fails there is a {@link SpoolException}. */
  public static OutputStream write(Path file) throws SpoolException {
    try {
      return new Guarded(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new SpoolException(e);
    }
  }

  /** Removes this process's files. */
  public synchronized void end() {
    Path known = directory;
    FileChannel held = lock;
    directory = null;
    lock = null;
    if (known != null) {
      delete(known);
    }
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        // The lock goes with the process.
      }
    }
  }

  /** As far as it can be; the rest is found by the next start. */
  private static void delete(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(directory.resolve(LOCK));
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // Not ours to remove, or gone already.
    }
  }

  private static final class Guarded extends FilterOutputStream {
    Guarded(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      try {
        out.write(b);
      } catch (IOException e) {
        throw new SpoolException(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new SpoolException(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        throw new SpoolException(e);
      }
    }
  }
}

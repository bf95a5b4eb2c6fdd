package io.bailiwick.launcher.suite;

import io.bailiwick.launcher.postgres.ClusterBackup;
import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The data of a suite in a directory of its own: the databases of all services as they were at one
 * instant, and the secrets without which they are of no use. {@code sha256sum -c manifest} in that
 * directory says whether it is whole, and so does restoring.
 */
public final class SuiteBackup {
  private static final String CLUSTER = "cluster";
  private static final String SECRETS = "secrets";
  private static final String ABOUT = "backup.properties";
  private static final String MANIFEST = "manifest";

  private SuiteBackup() {}

  /**
   * What was made.
   *
   * @param bytes of all files
   * @param at position in PostgreSQL's write-ahead log: what was committed before it is in the copy
   */
  public record Made(long files, long bytes, String at) {}

  /**
   * Copies the data of the suite that runs on this directory; it goes on working.
   *
   * @param data of the suite
   * @param target not there yet, or empty
   */
  public static Made take(Path data, Path target) {
    SuiteState state =
        SuiteState.running(data)
            .orElseThrow(
                () ->
                    new LaunchException(
                        "No suite runs on the data in "
                            + data
                            + ". Of a suite that is stopped, copy the directory; or start it: ./run"));
    requireEmpty(target);
    Path fresh = target.resolveSibling(target.getFileName() + ".unfinished");
    try {
      requireEmpty(fresh);
      Files.createDirectories(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path passwords = data.resolve(SECRETS).resolve("database.properties");
      ClusterBackup.Taken taken =
          ClusterBackup.take(
              data.resolve("postgres"),
              passwords,
              state.ports().postgres(),
              fresh.resolve(CLUSTER));
      copySecrets(data.resolve(SECRETS), fresh.resolve(SECRETS));
      Properties about = new Properties();
      about.setProperty("taken", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      about.setProperty("postgres", taken.major());
      about.setProperty("from", taken.from());
      about.setProperty("to", taken.to());
      StringWriter text = new StringWriter();
      about.store(text, "A backup of Bailiwick");
      Files.writeString(fresh.resolve(ABOUT), text.toString());
      Made made = writeManifest(fresh, taken.to());
      Files.deleteIfExists(target);
      Files.move(fresh, target);
      return made;
    } catch (IOException e) {
      throw new LaunchException("The backup in " + target + " was not finished: " + e, e);
    }
  }

  /**
   * Makes a data directory of a backup. The next start on it replays the log and goes on from
   * there.
   *
   * @param data not there yet, or empty
   * @param binaries where PostgreSQL's programs are unpacked
   */
  static void restore(Path backup, Path data, Path binaries) {
    if (!Files.exists(backup.resolve(MANIFEST))) {
      throw new LaunchException(backup + " is not a backup, or was not finished: no manifest.");
    }
    requireEmpty(data);
    try (DataDirectory directory = DataDirectory.lock(data)) {
      checkManifest(backup);
      copySecrets(backup.resolve(SECRETS), directory.path().resolve(SECRETS));
      ClusterBackup.putBack(backup.resolve(CLUSTER), directory.postgres(), binaries);
    } catch (IOException e) {
      throw new LaunchException("The backup could not be restored to " + data + ": " + e, e);
    }
  }

  /** As above, with the programs where the suites of this user have them. */
  public static void restore(Path backup, Path data) {
    restore(backup, data, Suite.binaryCache(data));
  }

  private static void requireEmpty(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      if (entries.iterator().hasNext()) {
        throw new LaunchException(directory + " is not empty. Choose another directory.");
      }
    } catch (IOException e) {
      throw new LaunchException("Cannot use " + directory + ": " + e, e);
    }
  }

  private static void copySecrets(Path from, Path to) throws IOException {
    Files.createDirectories(
        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
      for (Path file : files) {
        Files.copy(
            file, to.resolve(file.getFileName().toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(directory::relativize)
          .filter(file -> !file.toString().equals(MANIFEST))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** As sha256sum writes it. */
  private static Made writeManifest(Path directory, String at) throws IOException {
    List<String> lines = new ArrayList<>();
    long bytes = 0;
    for (Path file : files(directory)) {
      bytes += Files.size(directory.resolve(file));
      lines.add(sha256(directory.resolve(file)) + "  " + file);
    }
    Files.write(directory.resolve(MANIFEST), lines);
    return new Made(lines.size(), bytes, at);
  }

  private static void checkManifest(Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files(directory)) {
      found.add(sha256(directory.resolve(file)) + "  " + file);
    }
    List<String> expected = Files.readAllLines(directory.resolve(MANIFEST));
    if (!found.equals(expected)) {
      List<String> wrong = new ArrayList<>(expected);
      wrong.removeAll(found);
      throw new LaunchException(
          "The backup in "
              + directory
              + " is not as it was made: "
              + (wrong.isEmpty() ? "files were added" : wrong.getFirst().substring(66))
              + ". Nothing was restored.");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream digested = new DigestInputStream(in, digest)) {
        long unused = digested.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** When and of what it was made, for people. */
  public static String about(Path backup) {
    Properties about = new Properties();
    try {
      about.load(new StringReader(Files.readString(backup.resolve(ABOUT))));
    } catch (IOException e) {
      return "unknown";
    }
    return "taken %s, PostgreSQL %s, log position %s"
        .formatted(
            about.getProperty("taken"), about.getProperty("postgres"), about.getProperty("to"));
  }
}

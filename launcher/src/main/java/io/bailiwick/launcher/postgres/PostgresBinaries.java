package io.bailiwick.launcher.postgres;

import io.bailiwick.launcher.process.LaunchException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the artifact on the class path.
 *
 * @param home holds {@code bin}, {@code lib} and {@code share}
 * @param version "18.6"
 */
record PostgresBinaries(Path home, String version) {
  /** Written last, holds the version: a directory without it is not whole. */
  private static final String MARKER = "unpacked";

  private static final List<String> NEEDED =
      List.of("bin/postgres", "bin/initdb", "share/postgresql/postgres.bki", MARKER);
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+[.\\d]*)");

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /** The part of the version on which the format of the data depends: "18". */
  String major() {
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }

  /**
   * The programs for this machine, unpacked below the directory if they are not there yet. Any
   * number of launchers may do this at the same time: each unpacks for itself, and the first one's
   * result is moved into place at once.
   */
  static PostgresBinaries unpackedIn(Path directory) {
    String resource = resourceName();
    URL archive = PostgresBinaries.class.getClassLoader().getResource(resource);
    if (archive == null) {
      throw new LaunchException(
          "This build has no PostgreSQL for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + " ("
              + resource
              + " is missing). Known are Linux with glibc and macOS, each on x86-64 and ARM 64.");
    }
    try {
      Path home = directory.resolve("postgresql-" + fingerprint(archive));
      if (!isWhole(home)) {
        Files.createDirectories(directory);
        unpack(archive, home);
      }
      return new PostgresBinaries(home, Files.readString(home.resolve(MARKER)).strip());
    } catch (IOException | UncheckedIOException e) {
      throw new LaunchException(
          "Cannot unpack PostgreSQL into " + directory + ": " + e.getMessage(), e);
    }
  }

  private static String resourceName() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system =
        os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os.replace(' ', '_');
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    return "postgres-" + system + "-" + processor + ".txz";
  }

  /**
   * Size and checksum of the archive as the jar's index has them: free to read, and another for
   * another version.
   */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      try (var file = jar.getJarFile()) {
        var entry = jar.getJarEntry();
        return "%08x-%x".formatted(entry.getCrc(), entry.getSize());
      }
    }
    return Long.toHexString(connection.getContentLengthLong());
  }

  private static boolean isWhole(Path home) {
    return NEEDED.stream().allMatch(file -> Files.isRegularFile(home.resolve(file)));
  }

  private static void unpack(URL archive, Path home) throws IOException {
    Path fresh = home.resolveSibling(home.getFileName() + ".new-" + UUID.randomUUID());
    try {
      try (InputStream bytes = archive.openStream()) {
        extract(bytes, fresh);
      }
      Files.writeString(fresh.resolve(MARKER), askVersion(fresh));
      moveIntoPlace(fresh, home);
    } finally {
      Trees.delete(fresh);
    }
  }

  private static void moveIntoPlace(Path fresh, Path home) throws IOException {
    if (Files.exists(home) && !isWhole(home)) {
      Path broken = home.resolveSibling(home.getFileName() + ".broken-" + UUID.randomUUID());
      Files.move(home, broken, StandardCopyOption.ATOMIC_MOVE);
      Trees.delete(broken);
    }
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      requireWhole(home, e);
    } catch (FileSystemException e) {
      // Another launcher was faster ("directory not empty"): the same programs.
      requireWhole(home, e);
    }
  }

  private static void requireWhole(Path home, FileSystemException failure) throws IOException {
    if (!isWhole(home)) {
      throw failure;
    }
  }

  private static void extract(InputStream bytes, Path target) throws IOException {
    Files.createDirectories(target);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(path.getParent());
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(path, executable());
          }
        }
      }
    }
  }

  private static Set<PosixFilePermission> executable() {
    return EnumSet.of(
        PosixFilePermission.OWNER_READ,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.OTHERS_EXECUTE);
  }

  private static String askVersion(Path home) throws IOException {
    Process process =
        new ProcessBuilder(home.resolve("bin/postgres").toString(), "--version")
            .redirectErrorStream(true)
            .start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    Matcher matcher = VERSION.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("the unpacked postgres does not run here: " + answer);
    }
    return matcher.group(1);
  }
}

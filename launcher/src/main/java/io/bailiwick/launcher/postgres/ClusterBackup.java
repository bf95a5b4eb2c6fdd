package io.bailiwick.launcher.postgres;

import io.bailiwick.launcher.process.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a running server's files from which it starts as it was at one instant, all databases
 * together: PostgreSQL's low-level base backup (its manual, "Making a Base Backup Using the
 * Low-Level API") with the write-ahead log of the time of copying beside it.
 */
public final class ClusterBackup {
  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Of the process that runs now, or made again at each start. */
  private static final Set<String> FILES_LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");

  /** Their content is of no use to another server; the write-ahead log comes afterwards. */
  private static final Set<String> CONTENTS_LEFT_OUT =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans",
          "pgsql_tmp");

  private ClusterBackup() {}

  /**
   * What was copied.
   *
   * @param from position in the write-ahead log at the beginning
   * @param to at the end: what was committed before it is in the copy, what came later is not
   * @param major "18"
   */
  public record Taken(String from, String to, String major) {}

  /**
   * Copies what a running server has. It goes on working meanwhile.
   *
   * @param home as in {@link EmbeddedPostgres.Places}
   * @param passwords as there
   * @param port of the server
   * @param target a directory that is not there yet
   */
  public static Taken take(Path home, Path passwords, int port, Path target) throws IOException {
    Path cluster = home.resolve("cluster");
    requireNoTablespaces(cluster);
    String password = Passwords.in(passwords).of(PostgresCluster.SUPERUSER);
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                PostgresCluster.SUPERUSER,
                password);
        Statement statement = connection.createStatement()) {
      // Keeps the write-ahead log from now on until this connection ends.
      statement.execute(
          "SELECT pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)");
      String from;
      String first;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT lsn, pg_walfile_name(lsn) FROM pg_backup_start('bailiwick', fast => true) AS lsn")) {
        row.next();
        from = row.getString(1);
        first = row.getString(2);
      }
      copy(cluster, target);
      String to;
      String last;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT lsn, labelfile, pg_walfile_name(lsn) FROM pg_backup_stop(wait_for_archive => false)")) {
        row.next();
        to = row.getString(1);
        last = row.getString(3);
        write(target.resolve("backup_label"), row.getString(2));
      }
      copyLog(cluster.resolve("pg_wal"), target.resolve("pg_wal"), first, last);
      return new Taken(
          from,
          to,
          Files.readString(cluster.resolve("PG_VERSION"), StandardCharsets.UTF_8).strip());
    } catch (SQLException e) {
      throw new LaunchException("PostgreSQL does not let itself be copied: " + e.getMessage(), e);
    }
  }

  private static void requireNoTablespaces(Path cluster) throws IOException {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(cluster.resolve("pg_tblspc"))) {
      if (links.iterator().hasNext()) {
        throw new LaunchException(
            "Some of the data lies outside "
                + cluster
                + " (tablespaces), which this does not copy.");
      }
    }
  }

  /** The files of the log that a start from the copy needs. Their names are in their order. */
  private static void copyLog(Path from, Path to, String first, String last) throws IOException {
    try (DirectoryStream<Path> segments =
        Files.newDirectoryStream(from, "????????????????????????")) {
      for (Path segment : segments) {
        String name = segment.getFileName().toString();
        if (name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
          copyFile(segment, to.resolve(name));
        }
      }
    }
    if (!Files.exists(to.resolve(first)) || !Files.exists(to.resolve(last))) {
      throw new LaunchException(
          "The write-ahead log of the time of the copy is not there any more.");
    }
  }

  /**
   * Puts a copy where a server is to start from it.
   *
   * @param copy what {@link #take} has made
   * @param home as in {@link EmbeddedPostgres.Places}; no server has data there
   * @param binaries where the programs are unpacked
   */
  public static void putBack(Path copy, Path home, Path binaries) throws IOException {
    PostgresCluster cluster =
        PostgresCluster.in(home.toAbsolutePath(), PostgresBinaries.unpackedIn(binaries));
    if (cluster.exists()) {
      throw new LaunchException("There is a server's data already in " + home);
    }
    Path fresh = home.resolve("cluster.new");
    Trees.delete(fresh);
    copy(copy, fresh);
    copyTree(copy.resolve("pg_wal"), fresh.resolve("pg_wal"));
    if (Trees.owner(fresh) != cluster.user().owner()) {
      Trees.giveTo(cluster.user().owner(), fresh);
    }
    Files.move(fresh, cluster.directory());
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
      for (Path file : files) {
        copyFile(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(to.resolve(from.relativize(directory)), PRIVATE_DIRECTORY);
            if (!CONTENTS_LEFT_OUT.contains(directory.getFileName().toString())) {
              return FileVisitResult.CONTINUE;
            }
            if (directory.endsWith("pg_wal")) {
              for (String part : new String[] {"archive_status", "summaries"}) {
                Files.createDirectory(to.resolve("pg_wal").resolve(part), PRIVATE_DIRECTORY);
              }
            }
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!FILES_LEFT_OUT.contains(file.getFileName().toString())
                && attributes.isRegularFile()) {
              try {
                copyFile(file, to.resolve(from.relativize(file)));
              } catch (NoSuchFileException e) {
                // Dropped meanwhile; the log knows.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private static void copyFile(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(to, PRIVATE_FILE);
      try (OutputStream out = Files.newOutputStream(to)) {
        long unused = in.transferTo(out);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, PRIVATE_FILE);
    Files.writeString(file, text);
  }
}

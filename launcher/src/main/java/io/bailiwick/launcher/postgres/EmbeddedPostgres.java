package io.bailiwick.launcher.postgres;

import io.bailiwick.launcher.process.Child;
import io.bailiwick.launcher.process.LaunchException;
import io.bailiwick.launcher.process.Signal;
import io.bailiwick.launcher.process.Spawner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server on the loopback interface, with its data in a directory of the caller's.
 */
public final class EmbeddedPostgres {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Child server;
  private final int port;
  private final String version;
  private final Passwords passwords;

  private EmbeddedPostgres(Child server, int port, String version, Passwords passwords) {
    this.server = server;
    this.port = port;
    this.version = version;
    this.passwords = passwords;
  }

  /**
   * Where things are.
   *
   * @param binaries where the programs are unpacked once, for any number of servers
   * @param home gets the data
   * @param passwords file that gets the roles' passwords
   * @param log file of the server
   */
  public record Places(Path binaries, Path home, Path passwords, Path log) {}

  /**
   * Starts the server, creating its data when there is none, and returns when it answers. The
   * caller holds a lock on the places: nobody else starts a server on them.
   */
  public static EmbeddedPostgres start(Places places, int port, Spawner spawner)
      throws InterruptedException {
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(places.binaries());
    PostgresCluster cluster = PostgresCluster.in(places.home().toAbsolutePath(), binaries);
    Passwords passwords = Passwords.in(places.passwords());
    if (cluster.exists() && !passwords.knows(PostgresCluster.SUPERUSER)) {
      throw new LaunchException(
          "There is data in "
              + cluster.directory()
              + " but its passwords are missing: "
              + places.passwords()
              + ". Put the file back, or choose another data directory: --data DIR");
    }
    cluster.prepare(passwords.of(PostgresCluster.SUPERUSER));
    Child server =
        spawner.start(
            new Spawner.Start(
                "PostgreSQL",
                cluster.user().prefix(),
                command(binaries, cluster.directory(), port),
                PostgresCluster.environment(),
                places.home(),
                places.log(),
                Signal.INT));
    EmbeddedPostgres postgres = new EmbeddedPostgres(server, port, binaries.version(), passwords);
    try {
      postgres.awaitReady();
    } catch (LaunchException | InterruptedException e) {
      postgres.stop();
      throw e;
    }
    return postgres;
  }

  private static List<String> command(PostgresBinaries binaries, Path cluster, int port) {
    List<String> command =
        new ArrayList<>(List.of(binaries.program("postgres").toString(), "-D", cluster.toString()));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=256MB",
            "work_mem=32MB",
            "wal_buffers=32MB",
            "maintenance_work_mem=128MB",
            "max_wal_size=2GB",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] %q%u@%d ",
            "log_min_duration_statement=2s",
            "logging_collector=off",
            "log_destination=stderr")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  private void awaitReady() throws InterruptedException {
    Instant deadline = Instant.now().plus(START);
    while (true) {
      if (!server.isAlive()) {
        throw new LaunchException(
            "PostgreSQL ended while starting ("
                + server.ending()
                + "). The end of "
                + server.log()
                + ":\n"
                + String.join("\n", server.lastLines(20)));
      }
      try (Connection connection = connect(PostgresCluster.SUPERUSER)) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (Instant.now().isAfter(deadline)) {
          throw new LaunchException(
              "PostgreSQL does not answer on port "
                  + port
                  + ": "
                  + e.getMessage()
                  + ". See "
                  + server.log(),
              e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /**
   * Makes sure that the database and its two roles are there: {@code <name>_owner}, who owns the
   * database and its schema, and {@code <name>_app}, who is granted what the migrations grant.
   *
   * @param name lower-case letters
   */
  public DatabaseAccess database(String name) {
    if (!name.matches("[a-z]{1,30}")) {
      throw new IllegalArgumentException("not a database name: " + name);
    }
    DatabaseAccess access =
        new DatabaseAccess(
            name,
            url(name),
            new DatabaseAccess.Login(name + "_owner", passwords.of(name + "_owner")),
            new DatabaseAccess.Login(name + "_app", passwords.of(name + "_app")));
    try {
      try (Connection connection = connect(PostgresCluster.SUPERUSER)) {
        ensureRole(connection, access.owner());
        ensureRole(connection, access.application());
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
          execute(connection, "CREATE DATABASE " + name + " OWNER " + access.owner().role());
        }
        // By default everybody may connect everywhere: one service's role has no business in
        // another's database.
        execute(connection, "REVOKE ALL ON DATABASE " + name + ", postgres, template1 FROM PUBLIC");
        execute(
            connection,
            "GRANT CONNECT, TEMPORARY ON DATABASE " + name + " TO " + access.application().role());
      }
      try (Connection connection = connect(name)) {
        execute(connection, "ALTER SCHEMA public OWNER TO " + access.owner().role());
        execute(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        execute(connection, "GRANT USAGE ON SCHEMA public TO " + access.application().role());
      }
    } catch (SQLException e) {
      throw new LaunchException("Cannot prepare the database " + name + ": " + e.getMessage(), e);
    }
    return access;
  }

  /**
   * Makes sure that a further role of a database is there, {@code <database>_<purpose>}: it may
   * connect, and has nothing but what the migrations grant. Also in a database that is older than
   * the role. What it is asked and told is not logged, however long it takes or whatever fails.
   *
   * @param purpose lower-case letters
   */
  public DatabaseAccess.Login furtherRole(DatabaseAccess database, String purpose) {
    if (!purpose.matches("[a-z]{1,20}")) {
      throw new IllegalArgumentException("not a purpose: " + purpose);
    }
    String name = database.name() + "_" + purpose;
    DatabaseAccess.Login login = new DatabaseAccess.Login(name, passwords.of(name));
    try (Connection connection = connect(PostgresCluster.SUPERUSER)) {
      ensureRole(connection, login);
      execute(connection, "GRANT CONNECT ON DATABASE " + database.name() + " TO " + name);
      for (String silence :
          List.of(
              "log_statement = 'none'",
              "log_min_duration_statement = -1",
              "log_min_error_statement = 'panic'",
              "log_min_messages = 'panic'")) {
        execute(connection, "ALTER ROLE " + name + " SET " + silence);
      }
    } catch (SQLException e) {
      throw new LaunchException("Cannot prepare the role " + name + ": " + e.getMessage(), e);
    }
    return login;
  }

  /**
   * Moves what is in a database to another directory, and puts there what will be added: temporary
   * tables, too. Waits until nobody uses what it moves.
   *
   * @param directory empty, on the disk that is meant
   */
  public void move(DatabaseAccess database, Path directory) {
    String name = database.name() + "_space";
    try (Connection connection = connect(database.name())) {
      execute(
          connection,
          "CREATE TABLESPACE %s OWNER %s LOCATION '%s'"
              .formatted(
                  name,
                  database.owner().role(),
                  directory.toAbsolutePath().toString().replace("'", "''")));
      execute(connection, "GRANT CREATE ON TABLESPACE " + name + " TO PUBLIC");
      for (String what : List.of("TABLE", "INDEX")) {
        execute(
            connection,
            "ALTER %s ALL IN TABLESPACE pg_default OWNED BY %s SET TABLESPACE %s"
                .formatted(what, database.owner().role(), name));
      }
      execute(
          connection, "ALTER DATABASE " + database.name() + " SET default_tablespace = " + name);
      execute(connection, "ALTER DATABASE " + database.name() + " SET temp_tablespaces = " + name);
    } catch (SQLException e) {
      throw new LaunchException(
          "Cannot move the database " + database.name() + ": " + e.getMessage(), e);
    }
  }

  private static void ensureRole(Connection connection, DatabaseAccess.Login login)
      throws SQLException {
    String verb =
        exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", login.role())
            ? "ALTER"
            : "CREATE";
    // Names are letters and an underscore, passwords hexadecimal digits: nothing to quote.
    execute(
        connection, verb + " ROLE " + login.role() + " LOGIN PASSWORD '" + login.password() + "'");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        url(database), PostgresCluster.SUPERUSER, passwords.of(PostgresCluster.SUPERUSER));
  }

  private String url(String database) {
    // Rewritten batches are worth a fifth of the time of bulk inserts.
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?reWriteBatchedInserts=true";
  }

  public int port() {
    return port;
  }

  /** "18.6". */
  public String version() {
    return version;
  }

  /** The server's process. */
  public Child process() {
    return server;
  }

  /** Cuts off clients, writes what is to be written and returns when the server has ended. */
  public void stop() {
    server.askToStop();
    server.awaitStop(STOP);
  }
}

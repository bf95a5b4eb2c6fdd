package io.bailiwick.common.idempotency;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Does a thing once however often it is asked for with the same key: the answer is kept in the
 * transaction of the work and given again. A second request at the same time waits for the first.
 */
@ApplicationScoped
public class Idempotency {

  /** Name of the header that carries the key. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LONGEST_KEY = 200;

  private final DataSource database;
  private final BusinessClock clock;
  private final Caller caller;

  @Inject
  Idempotency(DataSource database, BusinessClock clock, Caller caller) {
    this.database = database;
    this.clock = clock;
    this.caller = caller;
  }

  /**
   * Runs the work, or returns what it returned the first time.
   *
   * @param key the caller's key, 1 to 200 characters; unique per caller and operation
   * @param operation what is done, including the thing it is done to: {@code accrual/spring-2026}
   * @param request what was asked; the same key with another request is a conflict
   * @throws ProblemException INVALID without a key, STATE_CONFLICT for a key used with another
   *     request
   */
  @Transactional
  public <R> R once(
      @Nullable String key, String operation, Object request, Class<R> type, Supplier<R> work) {
    if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
      throw ProblemException.invalid(
          "This needs an " + HEADER + " header, so that a repetition does nothing twice.",
          new Violation(HEADER, "is 1 to " + LONGEST_KEY + " characters, for example a UUID"));
    }
    String requestHash = Hashes.sha256Hex(CanonicalJson.bytes(request));
    try (Connection connection = database.getConnection()) {
      if (claim(connection, key, operation, requestHash)) {
        R result = work.get();
        keep(connection, key, operation, CanonicalJson.text(result));
        return result;
      }
      return earlier(connection, key, operation, requestHash, type);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the idempotency record cannot be used", e);
    }
  }

  private boolean claim(Connection connection, String key, String operation, String requestHash)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO idempotency_record (caller, operation, key, request_sha256, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      insert.setString(1, caller.name());
      insert.setString(2, operation);
      insert.setString(3, key);
      insert.setString(4, requestHash);
      insert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() == 1;
    }
  }

  private void keep(Connection connection, String key, String operation, String response)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE idempotency_record SET response = ? WHERE caller = ? AND operation = ? AND key = ?")) {
      update.setString(1, response);
      update.setString(2, caller.name());
      update.setString(3, operation);
      update.setString(4, key);
      update.executeUpdate();
    }
  }

  private <R> R earlier(
      Connection connection, String key, String operation, String requestHash, Class<R> type)
      throws SQLException, IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT request_sha256, response FROM idempotency_record WHERE caller = ? AND operation = ? AND key = ?")) {
      query.setString(1, caller.name());
      query.setString(2, operation);
      query.setString(3, key);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (!row.getString(1).equals(requestHash)) {
          throw ProblemException.conflict(
              "This " + HEADER + " was used with another request.",
              java.util.List.of("Use a new key for a new request."));
        }
        return CanonicalJson.read(row.getString(2), type);
      }
    }
  }
}

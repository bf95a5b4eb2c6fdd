package io.bailiwick.common.outbox;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Events that are published if and only if the transaction that made them commits. Readers follow
 * them by sequence number; webhooks get them pushed. Publishers wait for one another, so that a
 * reader never skips a number that commits late: publish late in long work.
 */
@ApplicationScoped
public class Outbox {

  /** Key of the advisory lock that puts publishers in line: "outbox" in ASCII. */
  private static final long LOCK = 0x6f7574626f78L;

  private final DataSource database;
  private final BusinessClock clock;
  private final jakarta.enterprise.event.Event<Queued> queued;

  @Inject
  Outbox(DataSource database, BusinessClock clock, jakarta.enterprise.event.Event<Queued> queued) {
    this.database = database;
    this.clock = clock;
    this.queued = queued;
  }

  /** Deliveries were queued by the transaction at hand. */
  record Queued() {}

  /**
   * Waits for the turn to publish, which the transaction then has to its end: for work that must
   * know before its event that nobody else is at it.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void takeTurn() {
    try (Connection connection = database.getConnection()) {
      takeTurn(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the outbox cannot be written", e);
    }
  }

  private static void takeTurn(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, LOCK);
      lock.execute();
    }
  }

  /**
   * Appends an event in the current transaction and queues it for every webhook that wants its
   * type.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(EventType type, String subject, Object payload) {
    try (Connection connection = database.getConnection()) {
      takeTurn(connection);
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              WITH event AS (
                INSERT INTO outbox_event (sequence, type, subject, at, payload)
                SELECT coalesce(max(sequence), 0) + 1, ?, ?, ?, ? FROM outbox_event
                RETURNING sequence, type
              )
              INSERT INTO webhook_delivery (webhook_id, event_sequence)
              SELECT w.id, event.sequence FROM webhook w, event
              WHERE w.removed_at IS NULL AND (cardinality(w.event_types) = 0 OR event.type = ANY (w.event_types))
              """)) {
        insert.setString(1, type.code());
        insert.setString(2, subject);
        insert.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
        insert.setString(4, CanonicalJson.text(payload));
        if (insert.executeUpdate() > 0) {
          queued.fire(new Queued());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the outbox cannot be written", e);
    }
  }

  /** Events after a sequence number, in order. */
  @Transactional
  public List<Event> events(long after, int limit) {
    List<Event> events = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT sequence, type, subject, at, payload FROM outbox_event WHERE sequence > ?"
                    + " ORDER BY sequence LIMIT ?")) {
      query.setLong(1, after);
      query.setInt(2, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          events.add(
              new Event(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getObject(4, OffsetDateTime.class).toInstant(),
                  CanonicalJson.tree(row.getString(5))));
        }
      }
      return events;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the outbox cannot be read", e);
    }
  }
}

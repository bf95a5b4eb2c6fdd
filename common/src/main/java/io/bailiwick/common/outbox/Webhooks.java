package io.bailiwick.common.outbox;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.audit.CommonAction;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pushes events to subscribers: as soon as they are committed, at least once, signed, only to hosts
 * that the configuration allows, without following redirects. A failed delivery is tried again
 * after 1, 2, 4 … minutes, at most 6 hours apart, 12 times. Replicas share the work row by row.
 */
@ApplicationScoped
public class Webhooks {

  private static final Logger LOG = Logger.getLogger(Webhooks.class);
  static final int ATTEMPTS = 12;
  private static final int BATCH = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DataSource database;
  private final BusinessClock clock;
  private final Caller caller;
  private final AuditTrail audit;
  private final WebhookHosts hosts;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  @Inject
  Webhooks(
      DataSource database,
      BusinessClock clock,
      Caller caller,
      AuditTrail audit,
      WebhookHosts hosts) {
    this.database = database;
    this.clock = clock;
    this.caller = caller;
    this.audit = audit;
    this.hosts = hosts;
  }

  /** A subscription with its secret, which is shown this once. */
  record Created(WebhookView webhook, String secret) {}

  @Transactional
  Created create(URI url, List<String> eventTypes) {
    hosts.check(url, "url");
    UUID id = Ids.next();
    String secret = WebhookSignature.newSecret();
    Instant now = clock.instant();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO webhook (id, url, event_types, secret, created_by, created_at) VALUES"
                    + " (?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, id);
      insert.setString(2, url.toString());
      insert.setArray(3, connection.createArrayOf("text", eventTypes.toArray()));
      insert.setString(4, secret);
      insert.setString(5, caller.name());
      insert.setObject(6, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the webhook cannot be kept", e);
    }
    audit.record(
        CommonAction.WEBHOOK_CREATED,
        "webhook/" + id,
        Map.of("url", url.toString(), "eventTypes", eventTypes));
    return new Created(
        new WebhookView(id, url.toString(), eventTypes, caller.name(), now, 0, 0, null), secret);
  }

  @Transactional
  List<WebhookView> list(@Nullable UUID after, int limit) {
    List<WebhookView> webhooks = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT w.id, w.url, w.event_types, w.created_by, w.created_at,
                       count(*) FILTER (WHERE d.delivered_at IS NOT NULL) AS delivered,
                       count(*) FILTER (WHERE d.event_sequence IS NOT NULL AND d.delivered_at IS NULL) AS waiting,
                       max(d.last_error) FILTER (WHERE d.delivered_at IS NULL) AS last_error
                FROM webhook w LEFT JOIN webhook_delivery d ON d.webhook_id = w.id
                WHERE w.removed_at IS NULL AND (?::uuid IS NULL OR w.id > ?::uuid)
                GROUP BY w.id ORDER BY w.id LIMIT ?
                """)) {
      query.setObject(1, after);
      query.setObject(2, after);
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Array types = row.getArray(3);
          webhooks.add(
              new WebhookView(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  List.of((String[]) types.getArray()),
                  row.getString(4),
                  row.getObject(5, OffsetDateTime.class).toInstant(),
                  row.getLong(6),
                  row.getLong(7),
                  row.getString(8)));
        }
      }
      return webhooks;
    } catch (SQLException e) {
      throw new IllegalStateException("the webhooks cannot be read", e);
    }
  }

  @Transactional
  void remove(UUID id) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE webhook SET removed_at = ? WHERE id = ? AND removed_at IS NULL")) {
      update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      update.setObject(2, id);
      if (update.executeUpdate() == 0) {
        throw ProblemException.notFound("webhook");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the webhook cannot be removed", e);
    }
    audit.record(CommonAction.WEBHOOK_REMOVED, "webhook/" + id, Map.of());
  }

  private record Due(
      UUID webhook, String url, String secret, long sequence, int attempts, String body) {}

  /** What a commit has queued is sent at once; the schedule is for what failed. */
  void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Queued queued) {
    var unused = Thread.ofVirtual().name("webhooks").start(this::deliverQuietly);
  }

  private void deliverQuietly() {
    try {
      deliver();
    } catch (RuntimeException e) {
      LOG.warn("webhooks are left to the schedule", e);
    }
  }

  /**
   * One round: claims what is due, sends it, writes down how it went. A crash leaves the rows due,
   * so they are sent again. Subscribers do not wait for one another.
   */
  @Scheduled(
      identity = "webhook-delivery",
      every = "${bailiwick.webhooks.every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void deliver() {
    QuarkusTransaction.requiringNew().run(this::round);
  }

  private void round() {
    try (Connection connection = database.getConnection()) {
      Map<Due, Optional<String>> errors = sendAll(claim(connection));
      for (Map.Entry<Due, Optional<String>> sent : errors.entrySet()) {
        try (PreparedStatement update =
            connection.prepareStatement(
                """
                UPDATE webhook_delivery
                SET attempts = attempts + 1, last_error = ?, delivered_at = CASE WHEN ?::text IS NULL THEN now() END,
                    next_attempt_at = now() + least(interval '1 minute' * 2 ^ attempts, interval '6 hours')
                WHERE webhook_id = ? AND event_sequence = ?
                """)) {
          String error = sent.getValue().orElse(null);
          update.setString(1, error);
          update.setString(2, error);
          update.setObject(3, sent.getKey().webhook());
          update.setLong(4, sent.getKey().sequence());
          update.executeUpdate();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("webhooks cannot be delivered", e);
    }
  }

  /** To each subscriber in order, to all of them at the same time: how it went, empty if well. */
  private Map<Due, Optional<String>> sendAll(List<Due> due) {
    Map<Due, Optional<String>> errors = new ConcurrentHashMap<>();
    try (ExecutorService subscribers = Executors.newVirtualThreadPerTaskExecutor()) {
      due.stream()
          .collect(Collectors.groupingBy(Due::webhook))
          .values()
          .forEach(
              theirs ->
                  subscribers.execute(
                      () ->
                          theirs.forEach(one -> errors.put(one, Optional.ofNullable(send(one))))));
    }
    return errors;
  }

  private static List<Due> claim(Connection connection) throws SQLException {
    List<Due> due = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT w.id, w.url, w.secret, e.sequence, d.attempts,
                   json_build_object('type', e.type, 'timestamp', e.at, 'sequence', e.sequence,
                                     'subject', e.subject, 'data', e.payload::json)::text
            FROM webhook_delivery d
            JOIN webhook w ON w.id = d.webhook_id AND w.removed_at IS NULL
            JOIN outbox_event e ON e.sequence = d.event_sequence
            WHERE d.delivered_at IS NULL AND d.next_attempt_at <= now() AND d.attempts < ?
            ORDER BY d.event_sequence LIMIT ?
            FOR UPDATE OF d SKIP LOCKED
            """)) {
      query.setInt(1, ATTEMPTS);
      query.setInt(2, BATCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          due.add(
              new Due(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4),
                  row.getInt(5),
                  row.getString(6)));
        }
      }
    }
    return due;
  }

  private @Nullable String send(Due due) {
    String id = due.webhook() + "-" + due.sequence();
    long timestamp = Instant.now().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(due.url()))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(timestamp))
            .header(
                "webhook-signature", WebhookSignature.sign(due.secret(), id, timestamp, due.body()))
            .POST(HttpRequest.BodyPublishers.ofString(due.body()))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? null : "answered " + status;
    } catch (IOException e) {
      LOG.debugf(e, "webhook %s, attempt %d", due.webhook(), due.attempts() + 1);
      return "could not be reached";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
  }
}

package io.bailiwick.ingest.notification;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.ingest.incident.Classification;
import io.bailiwick.ingest.incident.Evidence;
import io.bailiwick.ingest.incident.Threat;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over notifications, their deliveries and answers. */
@ApplicationScoped
class NotificationRepository {

  /** Statuses under which a name is out of the zone, or on its way out: nothing is left to do. */
  private static final List<String> MITIGATED =
      List.of("clientHold", "serverHold", "pendingDelete");

  private static final String SELECT =
      """
      SELECT n.*, k.proven_at, k.channel AS proven_by,
             (SELECT a.at FROM notification_answer a WHERE a.notification_id = n.id AND a.action = 'ACKNOWLEDGED')
               AS acknowledged_at,
             last.action, last.at AS action_at
      FROM notification n
      LEFT JOIN notification_clock k ON k.incident_id = n.incident_id
      LEFT JOIN LATERAL (
        SELECT a.action, a.at FROM notification_answer a
        WHERE a.notification_id = n.id AND a.action <> 'ACKNOWLEDGED'
        ORDER BY a.recorded_at DESC, a.id DESC LIMIT 1) last ON true
      """;

  private final Sql sql;

  @Inject
  NotificationRepository(Sql sql) {
    this.sql = sql;
  }

  /** An incident of which a registrar is to be told. */
  record Due(UUID incident, RegistrarId registrar) {}

  /**
   * Incidents of which nobody was told yet, oldest first within a registrar.
   *
   * @param now whether registrars whose interval is not over are told, too
   */
  List<Due> due(NotificationPolicy.Document policy, Instant time, boolean now) {
    return sql.list(
        """
        SELECT id, registrar FROM (
          SELECT i.id, i.opened_at, s.registrar,
                 row_number() OVER (PARTITION BY s.registrar ORDER BY i.opened_at, i.id) AS place
          FROM incident i
          JOIN registration r ON r.id = i.registration_id AND r.deleted_at IS NULL
          JOIN sponsorship s ON s.registration_id = r.id AND s.until_at IS NULL
          JOIN registrar g ON g.iana_id = s.registrar AND g.kind = 'ACCREDITED'
          LEFT JOIN registrar_contact c ON c.registrar = s.registrar
          WHERE i.merged_into IS NULL AND i.state = 'ATTRIBUTED' AND i.opened_at >= ? AND i.evidence >= ?
            AND i.classification = ANY (?) AND i.threat = ANY (?)
            AND NOT r.statuses && ?
            AND NOT EXISTS (
              SELECT FROM exclusion x
              WHERE x.name = i.domain AND x.from_day <= ? AND (x.until_day IS NULL OR x.until_day > ?))
            AND NOT EXISTS (SELECT FROM notification n WHERE n.incident_id = i.id)
            AND NOT EXISTS (
              SELECT FROM incident m JOIN notification n ON n.incident_id = m.id WHERE m.merged_into = i.id)
            AND (? OR NOT EXISTS (
              SELECT FROM notification_batch b
              WHERE b.registrar = s.registrar
                AND b.created_at > ?::timestamptz - make_interval(mins => coalesce(c.digest_minutes, ?))))) e
        WHERE place <= ? ORDER BY registrar, opened_at, id
        """,
        row -> new Due(row.id("id"), row.registrar("registrar")),
        time.minus(Duration.ofDays(policy.maximumAgeDays())),
        policy.minimumEvidence().ordinal() + 1,
        names(policy.classifications()),
        names(policy.threats()),
        MITIGATED,
        LocalDate.ofInstant(time, ZoneOffset.UTC),
        LocalDate.ofInstant(time, ZoneOffset.UTC),
        now,
        time,
        policy.batchMinutes(),
        policy.maximumPerBatch());
  }

  void insertBatch(UUID id, RegistrarId registrar, Instant at, int policyVersion) {
    sql.update(
        "INSERT INTO notification_batch (id, registrar, created_at, policy_version) VALUES (?, ?, ?, ?)",
        id,
        registrar,
        at,
        policyVersion);
  }

  /** One for each incident, however often it is asked. */
  long insert(UUID batch, RegistrarId registrar, List<UUID> incidents, Instant at) {
    return sql.update(
        """
        INSERT INTO notification (id, batch_id, incident_id, registrar, domain, unicode_domain, threat, classification,
                                  evidence, opened_at, last_seen_at, families, urls, created_at)
        SELECT uuidv7(), ?, i.id, ?, i.domain, i.unicode_domain, i.threat, i.classification, i.evidence, i.opened_at,
               i.last_seen_at, i.families,
               coalesce((SELECT array_agg(v.value) FROM (
                 SELECT o.value FROM observation o
                 WHERE o.domain = i.domain AND o.threat = i.threat AND o.counted_at BETWEEN i.opened_at AND i.last_seen_at
                 GROUP BY o.value ORDER BY max(o.counted_at) DESC, o.value LIMIT 10) v), '{}'),
               ?
        FROM incident i WHERE i.id = ANY (?::text[]::uuid[])
        ORDER BY i.opened_at, i.id
        ON CONFLICT (incident_id) DO NOTHING
        """,
        batch,
        registrar,
        at,
        incidents.stream().map(UUID::toString).toList());
  }

  void insertDelivery(
      UUID id,
      UUID batch,
      RegistrarId registrar,
      int round,
      Channel channel,
      String recipient,
      String messageId,
      Instant at) {
    sql.update(
        """
        INSERT INTO notification_delivery (id, batch_id, registrar, round, channel, recipient, message_id, state, created_at,
                                           next_attempt_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, CASE WHEN ? THEN now() END)
        ON CONFLICT (batch_id, round, channel, recipient) DO NOTHING
        """,
        id,
        batch,
        registrar,
        round,
        channel,
        recipient,
        messageId,
        at,
        channel != Channel.PULL);
  }

  /** A message of which something is still unanswered after a while. */
  record Unanswered(UUID batch, RegistrarId registrar, int lastRound) {}

  List<Unanswered> unanswered(NotificationPolicy.Document policy, Instant time) {
    return sql.list(
        """
        SELECT d.batch_id, d.registrar, max(d.round) AS last_round
        FROM notification_delivery d
        WHERE d.created_at >= ?
        GROUP BY d.batch_id, d.registrar
        HAVING max(d.round) <= ? AND max(d.created_at) <= ?
           AND EXISTS (SELECT FROM registrar_contact c WHERE c.registrar = d.registrar
                       AND (cardinality(c.emails) > 0 OR c.webhook_url IS NOT NULL))
           AND EXISTS (SELECT FROM notification n WHERE n.batch_id = d.batch_id AND """
            + OPEN
            + ") ORDER BY d.batch_id",
        row ->
            new Unanswered(
                row.id("batch_id"), row.registrar("registrar"), (int) row.number("last_round")),
        // What is older than all its repeats can be is not looked at again.
        time.minus(Duration.ofDays((long) policy.repeatDays() * (policy.maximumRepeats() + 2))),
        policy.maximumRepeats(),
        time.minus(Duration.ofDays(policy.repeatDays())));
  }

  /** Not answered by an action, and neither cleared by a person nor off the net by now. */
  private static final String OPEN =
      """
       NOT EXISTS (
        SELECT FROM notification_answer a WHERE a.notification_id = n.id AND a.action <> 'ACKNOWLEDGED')
      AND EXISTS (
        SELECT FROM incident asked
        JOIN incident i ON i.id = coalesce(asked.merged_into, asked.id)
        JOIN registration r ON r.id = i.registration_id AND r.deleted_at IS NULL
        JOIN sponsorship s ON s.registration_id = r.id AND s.until_at IS NULL AND s.registrar = n.registrar
        WHERE asked.id = n.incident_id AND i.classification <> 'FALSE_POSITIVE'
          AND NOT r.statuses && ARRAY['clientHold', 'serverHold', 'pendingDelete'])
      """;

  /** What a message holds: all of its batch, or in a repeat what is still open. */
  List<Notification> ofBatch(UUID batch, int round) {
    return sql.list(
        SELECT
            + "WHERE n.batch_id = ?"
            + (round > 1 ? " AND " + OPEN : "")
            + " ORDER BY n.opened_at, n.id",
        NotificationRepository::notification,
        batch);
  }

  /** Sorted by identifier, which is the order in which they were made. */
  List<Notification> list(
      RegistrarScope scope,
      @Nullable RegistrarId registrar,
      @Nullable Boolean answered,
      @Nullable UUID after,
      int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder("WHERE true");
    if (!scope.isAll()) {
      where.append(" AND n.registrar = ANY (?)");
      parameters.add(scope.sqlIds());
    }
    if (registrar != null) {
      where.append(" AND n.registrar = ?");
      parameters.add(registrar);
    }
    if (answered != null) {
      where.append(answered ? " AND last.action IS NOT NULL" : " AND last.action IS NULL");
    }
    if (after != null) {
      where.append(" AND n.id > ?");
      parameters.add(after);
    }
    parameters.add(limit);
    return sql.list(
        SELECT + where + " ORDER BY n.id LIMIT ?",
        NotificationRepository::notification,
        parameters.toArray());
  }

  Optional<Notification> find(UUID id) {
    return sql.first(SELECT + "WHERE n.id = ?", NotificationRepository::notification, id);
  }

  /** The registrar has these before it now. */
  void fetched(Collection<Notification> told, String who, Instant at) {
    if (told.isEmpty()) {
      return;
    }
    List<String> ids = told.stream().map(n -> n.id().toString()).toList();
    sql.update(
        "UPDATE notification SET fetched_at = ?, fetched_by = ? WHERE id = ANY (?::text[]::uuid[]) AND fetched_at IS NULL",
        at,
        who,
        ids);
    sql.update(
        """
        UPDATE notification_delivery d SET state = 'DELIVERED', delivered_at = ?, proof = ?, reason = NULL
        WHERE d.channel = 'PULL' AND d.state = 'QUEUED' AND d.batch_id = ANY (?::text[]::uuid[])
          AND NOT EXISTS (SELECT FROM notification n WHERE n.batch_id = d.batch_id AND n.fetched_at IS NULL)
        """,
        at,
        "fetched by " + who,
        told.stream().map(n -> n.batchId().toString()).distinct().toList());
    startClocks(told, Channel.PULL, "fetched by " + who, at);
  }

  /** The first proof starts the clock; a later one changes nothing. */
  void startClocks(Collection<Notification> told, Channel channel, String proof, Instant at) {
    sql.update(
        """
        INSERT INTO notification_clock (incident_id, proven_at, channel, proof)
        SELECT unnest(?::text[]::uuid[]), ?, ?, ?
        ON CONFLICT DO NOTHING
        """,
        told.stream().map(n -> n.incidentId().toString()).toList(),
        at,
        channel,
        proof);
  }

  /**
   * Takes the next message that is due, so that nobody else sends it meanwhile. Whoever dies over
   * it leaves it due again when the lease is over.
   */
  Optional<Delivery> claim(List<Channel> channels, Instant at, Duration lease) {
    return sql.first(
        """
        UPDATE notification_delivery SET state = 'SENT', attempts = attempts + 1, sent_at = ?,
               next_attempt_at = now() + make_interval(secs => ?)
        WHERE id = (
          SELECT id FROM notification_delivery WHERE next_attempt_at <= now() AND channel = ANY (?)
          ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING *
        """,
        NotificationRepository::delivery,
        at,
        lease.toSeconds(),
        names(channels));
  }

  void delivered(UUID delivery, String proof, Instant at) {
    sql.update(
        """
        UPDATE notification_delivery
        SET state = 'DELIVERED', delivered_at = ?, proof = ?, reason = NULL, next_attempt_at = NULL WHERE id = ?
        """,
        at,
        proof,
        delivery);
  }

  /**
   * @param wait until the next attempt; null: none
   */
  void failed(UUID delivery, String reason, @Nullable Duration wait) {
    sql.update(
        """
        UPDATE notification_delivery
        SET state = 'FAILED', reason = ?, next_attempt_at = now() + make_interval(secs => ?::bigint) WHERE id = ?
        """,
        reason,
        wait == null ? null : wait.toSeconds(),
        delivery);
  }

  Optional<Delivery> delivery(UUID id) {
    return sql.first(
        "SELECT * FROM notification_delivery WHERE id = ?", NotificationRepository::delivery, id);
  }

  /** Whether it was one that can be tried again. */
  boolean retry(UUID delivery) {
    return sql.update(
            """
            UPDATE notification_delivery SET next_attempt_at = now(), state = 'QUEUED'
            WHERE id = ? AND channel <> 'PULL' AND state IN ('QUEUED', 'FAILED')
            """,
            delivery)
        == 1;
  }

  List<Delivery> deliveries(
      RegistrarScope scope,
      @Nullable UUID batch,
      @Nullable DeliveryState state,
      @Nullable UUID after,
      int limit) {
    List<@Nullable Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder("WHERE true");
    if (!scope.isAll()) {
      where.append(" AND registrar = ANY (?)");
      parameters.add(scope.sqlIds());
    }
    if (batch != null) {
      where.append(" AND batch_id = ?");
      parameters.add(batch);
    }
    if (state != null) {
      where.append(" AND state = ?");
      parameters.add(state);
    }
    if (after != null) {
      where.append(" AND id > ?");
      parameters.add(after);
    }
    parameters.add(limit);
    return sql.list(
        "SELECT * FROM notification_delivery " + where + " ORDER BY id LIMIT ?",
        NotificationRepository::delivery,
        parameters.toArray());
  }

  /** Empty where it had been acknowledged before. */
  boolean insert(Answer answer) {
    return sql.update(
            """
            INSERT INTO notification_answer (id, notification_id, action, at, note, answered_by, recorded_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (notification_id) WHERE action = 'ACKNOWLEDGED' DO NOTHING
            """,
            answer.id(),
            answer.notificationId(),
            answer.action(),
            answer.at(),
            answer.note(),
            answer.answeredBy(),
            answer.recordedAt())
        == 1;
  }

  List<Answer> answers(UUID notification) {
    return sql.list(
        "SELECT * FROM notification_answer WHERE notification_id = ? ORDER BY recorded_at, id LIMIT 1000",
        row ->
            new Answer(
                row.id("id"),
                row.id("notification_id"),
                row.text("action"),
                row.time("at"),
                row.textOrNull("note"),
                row.text("answered_by"),
                row.time("recorded_at")),
        notification);
  }

  private static List<String> names(List<? extends Enum<?>> constants) {
    return constants.stream().<String>map(Enum::name).toList();
  }

  private static Notification notification(Columns row) throws SQLException {
    String channel = row.textOrNull("proven_by");
    String action = row.textOrNull("action");
    return new Notification(
        row.id("id"),
        row.id("batch_id"),
        row.id("incident_id"),
        row.registrar("registrar"),
        row.text("domain"),
        row.text("unicode_domain"),
        row.constant("threat", Threat.class),
        row.constant("classification", Classification.class),
        Evidence.ofRank(row.number("evidence")),
        row.time("opened_at"),
        row.time("last_seen_at"),
        row.texts("families"),
        row.texts("urls"),
        row.time("created_at"),
        row.timeOrNull("proven_at"),
        channel == null ? null : Channel.valueOf(channel),
        row.timeOrNull("acknowledged_at"),
        action == null ? null : RegistrarAction.valueOf(action),
        row.timeOrNull("action_at"));
  }

  private static Delivery delivery(Columns row) throws SQLException {
    return new Delivery(
        row.id("id"),
        row.id("batch_id"),
        row.registrar("registrar"),
        (int) row.number("round"),
        row.constant("channel", Channel.class),
        row.text("recipient"),
        row.text("message_id"),
        row.constant("state", DeliveryState.class),
        row.time("created_at"),
        (int) row.number("attempts"),
        row.timeOrNull("next_attempt_at"),
        row.timeOrNull("sent_at"),
        row.timeOrNull("delivered_at"),
        row.textOrNull("proof"),
        row.textOrNull("reason"));
  }
}

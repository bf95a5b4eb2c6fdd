package io.bailiwick.aip.notice;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queries over messages, their rounds and their deliveries. */
@ApplicationScoped
class MessageRepository {
  private final Sql sql;

  @Inject
  MessageRepository(Sql sql) {
    this.sql = sql;
  }

  /** A message as it is kept. */
  record New(
      UUID id,
      UUID caseId,
      String caseReference,
      RegistrarId registrar,
      Occasion occasion,
      Template.Filled words,
      List<UUID> incidents,
      UUID policyId,
      int policyVersion) {}

  /** A round whose recipients are to be found, claimed for a while. */
  record Unaddressed(
      UUID messageId,
      int round,
      RegistrarId registrar,
      String caseReference,
      Occasion occasion,
      List<UUID> incidents,
      boolean listed,
      int attempts) {}

  void insert(New message, Instant at, String by) {
    sql.update(
        """
        INSERT INTO case_message (id, case_id, case_reference, registrar, occasion, subject, text, incidents, policy_id,
                                  policy_version, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        message.id(),
        message.caseId(),
        message.caseReference(),
        message.registrar(),
        message.occasion(),
        message.words().subject(),
        message.words().text(),
        message.incidents().toArray(new UUID[0]),
        message.policyId(),
        message.policyVersion(),
        at);
    insertRound(message.id(), 1, at, by, null);
  }

  void insertRound(UUID messageId, int round, Instant at, String by, @Nullable String reason) {
    sql.update(
        """
        INSERT INTO case_message_round (message_id, round, requested_at, requested_by, reason, next_attempt_at)
        VALUES (?, ?, ?, ?, ?, now())
        """,
        messageId,
        round,
        at,
        by,
        reason);
  }

  /** The last round, with the first one locked, so that of two new rounds one comes first. */
  int lockedLastRound(UUID messageId) {
    var unused =
        sql.list(
            "SELECT FROM case_message_round WHERE message_id = ? AND round = 1 FOR UPDATE",
            row -> true,
            messageId);
    return (int)
        sql.number("SELECT max(round) FROM case_message_round WHERE message_id = ?", messageId);
  }

  /** Whose case it is; empty where there is no open case, nor one that was. */
  Optional<RegistrarId> registrarOf(UUID caseId) {
    return sql.first(
        "SELECT registrar FROM casefile WHERE id = ? AND opened_at IS NOT NULL",
        row -> row.registrar("registrar"),
        caseId);
  }

  Optional<Message> find(UUID caseId, UUID id) {
    return sql.first(
        MESSAGES + "WHERE m.case_id = ? AND m.id = ?", MessageRepository::message, caseId, id);
  }

  /**
   * @param ofRegistry whether with those to the registry's own people
   */
  List<Message> ofCase(UUID caseId, boolean ofRegistry, @Nullable UUID after, int limit) {
    return sql.list(
        MESSAGES
            + """
              WHERE m.case_id = ? AND (? OR NOT m.occasion = ANY (?)) AND (?::uuid IS NULL OR m.id > ?::uuid)
              ORDER BY m.id LIMIT ?
              """,
        MessageRepository::message,
        caseId,
        ofRegistry,
        Arrays.stream(Occasion.values())
            .filter(Occasion::isOfRegistry)
            .map(Occasion::name)
            .toList(),
        after,
        after,
        limit);
  }

  private static final String MESSAGES =
      """
      SELECT m.*, m.text || coalesce(l.text, '') AS whole,
             (SELECT count(*) FROM case_delivery d WHERE d.message_id = m.id AND d.state = 'SENT') AS sent,
             (SELECT count(*) FROM case_delivery d WHERE d.message_id = m.id AND d.state IN ('PENDING', 'FAILED')) AS waiting,
             (SELECT count(*) FROM case_delivery d WHERE d.message_id = m.id AND d.state = 'GIVEN_UP') AS given_up,
             (SELECT r.lack FROM case_message_round r WHERE r.message_id = m.id ORDER BY r.round DESC LIMIT 1) AS lack
      FROM case_message m LEFT JOIN case_message_list l ON l.message_id = m.id
      """;

  private static Message message(Columns row) throws SQLException {
    return new Message(
        row.id("id"),
        row.id("case_id"),
        row.text("case_reference"),
        row.registrar("registrar"),
        row.constant("occasion", Occasion.class),
        row.text("subject"),
        row.text("whole"),
        (int) row.number("policy_version"),
        row.time("created_at"),
        row.number("sent"),
        row.number("waiting"),
        row.number("given_up"),
        row.textOrNull("lack"));
  }

  List<Delivery> deliveries(UUID messageId, @Nullable UUID after, int limit) {
    return sql.list(
        "SELECT * FROM case_delivery WHERE message_id = ? AND (?::uuid IS NULL OR id > ?::uuid) ORDER BY id LIMIT ?",
        MessageRepository::delivery,
        messageId,
        after,
        after,
        limit);
  }

  private static Delivery delivery(Columns row) throws SQLException {
    return new Delivery(
        row.id("id"),
        row.id("message_id"),
        (int) row.number("round"),
        row.registrar("registrar"),
        row.constant("channel", Channel.class),
        row.text("recipient"),
        row.text("mail_id"),
        row.constant("state", DeliveryState.class),
        row.time("created_at"),
        (int) row.number("attempts"),
        row.timeOrNull("next_attempt_at"),
        row.timeOrNull("attempted_at"),
        row.timeOrNull("sent_at"),
        row.textOrNull("proof"),
        row.textOrNull("body_sha256"),
        row.textOrNull("reason"));
  }

  // Finding recipients.

  /** The round that is due next; nobody else gets it before the lease is over. */
  Optional<Unaddressed> claimRound(Duration lease) {
    return sql.first(
        """
        WITH claimed AS (
          UPDATE case_message_round SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ?)
          WHERE (message_id, round) = (
            SELECT message_id, round FROM case_message_round WHERE next_attempt_at <= now()
            ORDER BY next_attempt_at, message_id LIMIT 1 FOR UPDATE SKIP LOCKED)
          RETURNING message_id, round, attempts
        )
        SELECT c.*, m.registrar, m.case_reference, m.occasion, m.incidents::text[] AS incidents,
               EXISTS (SELECT FROM case_message_list l WHERE l.message_id = c.message_id) AS listed
        FROM claimed c JOIN case_message m ON m.id = c.message_id
        """,
        row ->
            new Unaddressed(
                row.id("message_id"),
                (int) row.number("round"),
                row.registrar("registrar"),
                row.text("case_reference"),
                row.constant("occasion", Occasion.class),
                row.texts("incidents").stream().map(UUID::fromString).toList(),
                row.flag("listed"),
                (int) row.number("attempts")),
        lease.toSeconds());
  }

  /** Whether this call found the recipients, and nobody before. */
  boolean addressed(UUID messageId, int round, Instant at) {
    return sql.update(
            """
            UPDATE case_message_round SET addressed_at = ?, next_attempt_at = NULL, lack = NULL
            WHERE message_id = ? AND round = ? AND addressed_at IS NULL
            """,
            at,
            messageId,
            round)
        == 1;
  }

  /**
   * @param pause null: it is not tried any more
   */
  void lacks(UUID messageId, int round, String lack, @Nullable Duration pause) {
    sql.update(
        """
        UPDATE case_message_round SET lack = ?, next_attempt_at = now() + make_interval(secs => ?::double precision)
        WHERE message_id = ? AND round = ? AND addressed_at IS NULL
        """,
        lack,
        pause == null ? null : pause.toSeconds(),
        messageId,
        round);
  }

  void insertList(UUID messageId, String text, Instant at) {
    sql.update(
        "INSERT INTO case_message_list (message_id, text, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        messageId,
        text,
        at);
  }

  void insertDelivery(
      UUID id, Unaddressed to, Channel channel, String recipient, String mailId, Instant at) {
    sql.update(
        """
        INSERT INTO case_delivery (id, message_id, round, registrar, channel, recipient, mail_id, state, created_at, next_attempt_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, now()) ON CONFLICT (message_id, round, channel, recipient) DO NOTHING
        """,
        id,
        to.messageId(),
        to.round(),
        to.registrar(),
        channel,
        recipient,
        mailId,
        at);
  }

  // Sending.

  /** The delivery that is due next; nobody else gets it before the lease is over. */
  Optional<Delivery> claimDelivery(List<Channel> channels, Instant at, Duration lease) {
    return sql.first(
        """
        UPDATE case_delivery SET attempts = attempts + 1, attempted_at = ?,
               next_attempt_at = now() + make_interval(secs => ?)
        WHERE id = (
          SELECT id FROM case_delivery WHERE next_attempt_at <= now() AND channel = ANY (?)
          ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING *
        """,
        MessageRepository::delivery,
        at,
        lease.toSeconds(),
        channels.stream().map(Channel::name).toList());
  }

  Optional<Message> messageOf(Delivery delivery) {
    return sql.first(MESSAGES + "WHERE m.id = ?", MessageRepository::message, delivery.noticeId());
  }

  void sent(UUID id, String proof, String bodySha256, Instant at) {
    sql.update(
        """
        UPDATE case_delivery SET state = 'SENT', sent_at = ?, proof = ?, body_sha256 = ?, reason = NULL, next_attempt_at = NULL
        WHERE id = ? AND state <> 'SENT'
        """,
        at,
        proof,
        bodySha256,
        id);
  }

  /**
   * @param pause null: it is given up
   */
  void failed(UUID id, String reason, @Nullable Duration pause) {
    sql.update(
        """
        UPDATE case_delivery SET state = ?, reason = ?, next_attempt_at = now() + make_interval(secs => ?::double precision)
        WHERE id = ? AND state <> 'SENT'
        """,
        pause == null ? DeliveryState.GIVEN_UP : DeliveryState.FAILED,
        reason,
        pause == null ? null : pause.toSeconds(),
        id);
  }
}

package io.bailiwick.ingest.notification;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.policy.PolicyVersion;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Decides of what registrars are told, once for each incident, and puts the messages in line. */
@ApplicationScoped
class NotificationQueue {

  /** Key of the advisory lock that puts replicas in line: "notify" in ASCII. */
  private static final long LOCK = 0x6e6f74696679L;

  private final NotificationRepository notifications;
  private final ContactRepository contacts;
  private final Policies policies;
  private final NotificationPolicy kind;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Sql sql;
  private final String messageDomain;

  @Inject
  NotificationQueue(
      NotificationRepository notifications,
      ContactRepository contacts,
      Policies policies,
      NotificationPolicy kind,
      BusinessClock clock,
      AuditTrail audit,
      Sql sql,
      @ConfigProperty(name = "bailiwick.notification.contact") Optional<String> contact) {
    this.notifications = notifications;
    this.contacts = contacts;
    this.policies = policies;
    this.kind = kind;
    this.clock = clock;
    this.audit = audit;
    this.sql = sql;
    this.messageDomain =
        contact
            .map(address -> address.substring(address.indexOf('@') + 1))
            .orElse("bailiwick.invalid");
  }

  /** What was put in line. */
  @Schema(name = "NotificationRun")
  public record Run(
      @Schema(description = "Registrars that are told of something new", examples = "1")
          long registrars,
      @Schema(description = "Incidents of which they are told", examples = "3") long notifications,
      @Schema(
              description = "Messages that are repeated, since something is unanswered",
              examples = "0")
          long repeats) {}

  /**
   * @param byPerson whether somebody asked for it now; then no registrar's interval is waited for
   */
  @Transactional
  Run run(boolean byPerson) {
    sql.lock(LOCK);
    Instant now = clock.instant();
    PolicyVersion<NotificationPolicy.Document> policy = policies.inForce(kind, clock.today());
    Map<RegistrarId, List<UUID>> due =
        notifications.due(policy.document(), now, byPerson).stream()
            .collect(
                Collectors.groupingBy(
                    NotificationRepository.Due::registrar,
                    TreeMap::new,
                    Collectors.mapping(NotificationRepository.Due::incident, Collectors.toList())));
    long told = 0;
    for (var registrar : due.entrySet()) {
      UUID batch = Ids.next();
      notifications.insertBatch(batch, registrar.getKey(), now, policy.version());
      long items = notifications.insert(batch, registrar.getKey(), registrar.getValue(), now);
      told += items;
      queue(batch, registrar.getKey(), 1, now);
      record(batch, registrar.getKey(), 1, items, byPerson);
    }
    List<NotificationRepository.Unanswered> unanswered =
        notifications.unanswered(policy.document(), now);
    for (NotificationRepository.Unanswered message : unanswered) {
      queue(message.batch(), message.registrar(), message.lastRound() + 1, now);
      record(
          message.batch(),
          message.registrar(),
          message.lastRound() + 1,
          notifications.ofBatch(message.batch(), 2).size(),
          byPerson);
    }
    if (!due.isEmpty() || !unanswered.isEmpty()) {
      policies.use(kind, clock.today());
    }
    return new Run(due.size(), told, unanswered.size());
  }

  /** A message for each recipient; what is on the list is there for whoever has no other. */
  private void queue(UUID batch, RegistrarId registrar, int round, Instant now) {
    Optional<Contacts> known = contacts.find(registrar);
    for (String email : known.map(Contacts::emails).orElse(List.of())) {
      queue(batch, registrar, round, Channel.EMAIL, email, now);
    }
    known
        .map(Contacts::webhookUrl)
        .ifPresent(url -> queue(batch, registrar, round, Channel.WEBHOOK, url, now));
    if (round == 1) {
      queue(batch, registrar, round, Channel.PULL, "registrar " + registrar, now);
    }
  }

  private void queue(
      UUID batch,
      RegistrarId registrar,
      int round,
      Channel channel,
      String recipient,
      Instant now) {
    UUID id = Ids.next();
    notifications.insertDelivery(
        id, batch, registrar, round, channel, recipient, "<" + id + "@" + messageDomain + ">", now);
  }

  private void record(UUID batch, RegistrarId registrar, int round, long items, boolean byPerson) {
    Map<String, Object> content =
        Map.of("batch", batch, "registrar", registrar, "round", round, "notifications", items);
    String subject = "notification-batch/" + batch;
    if (byPerson) {
      audit.record(NotificationAction.QUEUED, subject, content);
    } else {
      audit.recordBySystem(NotificationAction.QUEUED, subject, content);
    }
  }
}

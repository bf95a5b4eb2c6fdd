package io.bailiwick.ingest.notification;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.idempotency.Idempotency;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.page.Cursor;
import io.bailiwick.common.page.Page;
import io.bailiwick.common.page.PageRequest;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.problem.Violation;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notifications as registrars and analysts see them, and what registrars answer. */
@ApplicationScoped
class Notifications {

  /** What is kept for an answer that is no action. */
  private static final String ACKNOWLEDGED = "ACKNOWLEDGED";

  private final NotificationRepository notifications;
  private final NotificationQueue queue;
  private final Idempotency idempotency;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  Notifications(
      NotificationRepository notifications,
      NotificationQueue queue,
      Idempotency idempotency,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.notifications = notifications;
    this.queue = queue;
    this.idempotency = idempotency;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** What a registrar fetches is proven to have reached it; what others read proves nothing. */
  Page<Notification> list(
      @Nullable RegistrarId registrar, @Nullable Boolean answered, PageRequest request) {
    RegistrarScope scope = caller.scope();
    if (registrar != null) {
      scope.require(registrar, "registrar");
    }
    String who = caller.name();
    return Page.of(
        request,
        Notification.class,
        (after, limit) -> {
          List<Notification> rows =
              notifications.list(scope, registrar, answered, Cursor.id(after), limit);
          if (!scope.isAll()) {
            // The last row only tells that there is a next page; nobody sees it.
            notifications.fetched(
                rows.subList(0, Math.min(rows.size(), limit - 1)), who, clock.instant());
          }
          return rows;
        },
        notification -> Cursor.key(notification.id()));
  }

  @Transactional
  Notification get(UUID id) {
    Notification told = visible(id);
    if (!caller.scope().isAll()) {
      notifications.fetched(List.of(told), caller.name(), clock.instant());
      return visible(id);
    }
    return told;
  }

  Page<Delivery> deliveries(
      @Nullable UUID batch, @Nullable DeliveryState state, PageRequest request) {
    RegistrarScope scope = caller.scope();
    return Page.of(
        request,
        Delivery.class,
        (after, limit) -> notifications.deliveries(scope, batch, state, Cursor.id(after), limit),
        delivery -> Cursor.key(delivery.id()));
  }

  @Transactional
  List<Answer> answers(UUID id) {
    return notifications.answers(visible(id).id());
  }

  private Notification visible(UUID id) {
    return notifications
        .find(id)
        .filter(told -> caller.scope().includes(told.registrar()))
        .orElseThrow(() -> ProblemException.notFound("notification"));
  }

  NotificationQueue.Run run(@Nullable String key) {
    return idempotency.once(
        key, "notification-run", Map.of(), NotificationQueue.Run.class, () -> queue.run(true));
  }

  @Transactional
  Delivery retry(UUID id) {
    Delivery delivery =
        notifications
            .delivery(id)
            .orElseThrow(() -> ProblemException.notFound("notification delivery"));
    if (!notifications.retry(id)) {
      throw ProblemException.conflict(
          "The delivery is %s on channel %s, so there is nothing to try again."
              .formatted(delivery.state(), delivery.channel()));
    }
    audit.record(
        NotificationAction.RETRIED,
        "notification-delivery/" + id,
        Map.of("registrar", delivery.registrar(), "channel", delivery.channel()));
    return notifications.delivery(id).orElseThrow();
  }

  /** Says that it was read; which also proves that it arrived. */
  Notification acknowledge(UUID id, @Nullable String note, @Nullable String key) {
    visible(id);
    return idempotency.once(
        key,
        "notification-acknowledgement/" + id,
        Map.of("note", note == null ? "" : note),
        Notification.class,
        () -> answer(id, ACKNOWLEDGED, clock.instant(), note, NotificationAction.ACKNOWLEDGED));
  }

  /**
   * Says what was done.
   *
   * @param at when; null: now
   */
  Notification act(
      UUID id,
      RegistrarAction action,
      @Nullable Instant at,
      @Nullable String note,
      @Nullable String key) {
    Notification told = visible(id);
    if (at != null && (at.isAfter(clock.instant()) || at.isBefore(told.openedAt()))) {
      throw ProblemException.invalid(
          "The time of the action lies between the first listing and now.",
          new Violation("at", "is %s or later, and not in the future".formatted(told.openedAt())));
    }
    Map<String, Object> request = new TreeMap<>();
    request.put("action", action);
    request.put("at", String.valueOf(at));
    request.put("note", String.valueOf(note));
    return idempotency.once(
        key,
        "notification-action/" + id,
        request,
        Notification.class,
        () ->
            answer(
                id,
                action.name(),
                at == null ? clock.instant() : at,
                note,
                NotificationAction.ANSWERED));
  }

  private Notification answer(
      UUID id, String action, Instant at, @Nullable String note, NotificationAction step) {
    Notification told = visible(id);
    Instant now = clock.instant();
    if (!caller.scope().isAll()) {
      notifications.fetched(List.of(told), caller.name(), now);
    }
    if (notifications.insert(new Answer(Ids.next(), id, action, at, note, caller.name(), now))) {
      Map<String, Object> content =
          Map.of(
              "notification", id,
              "incident", told.incidentId(),
              "registrar", told.registrar(),
              "action", action,
              "at", at);
      audit.record(step, "notification/" + id, content);
      outbox.publish(step, "notification/" + id, content);
    }
    return visible(id);
  }
}

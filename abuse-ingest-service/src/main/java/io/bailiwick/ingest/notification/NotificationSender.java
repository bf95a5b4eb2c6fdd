package io.bailiwick.ingest.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.common.delivery.Attempts;
import io.bailiwick.common.delivery.MailGateway;
import io.bailiwick.common.delivery.Outcome;
import io.bailiwick.common.delivery.OutgoingMail;
import io.bailiwick.common.delivery.WebhookGateway;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sends what is in line: claimed message by message, each for itself, so that one that fails stops
 * no other. A message may go out twice, always under the same identifier; its proof starts the
 * clocks of the incidents that it holds.
 */
@ApplicationScoped
class NotificationSender {
  private static final Logger LOG = Logger.getLogger(NotificationSender.class);
  private static final int MOST_IN_A_ROW = 500;
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final NotificationRepository notifications;
  private final ContactRepository contacts;
  private final MailGateway mail;
  private final WebhookGateway webhooks;
  private final Letter letter;
  private final BusinessClock clock;
  private final ObjectMapper mapper;
  private final String organisation;
  private final Optional<String> contact;

  @Inject
  NotificationSender(
      NotificationRepository notifications,
      ContactRepository contacts,
      MailGateway mail,
      WebhookGateway webhooks,
      Letter letter,
      BusinessClock clock,
      ObjectMapper mapper,
      @ConfigProperty(name = "bailiwick.notification.organisation", defaultValue = "The registry")
          String organisation,
      @ConfigProperty(name = "bailiwick.notification.contact") Optional<String> contact) {
    this.notifications = notifications;
    this.contacts = contacts;
    this.mail = mail;
    this.webhooks = webhooks;
    this.letter = letter;
    this.clock = clock;
    this.mapper = mapper;
    this.organisation = organisation;
    this.contact = contact;
  }

  /** Everything that is due, on the channels that are set up; the rest stays in line. */
  void send() {
    if (contact.isEmpty()) {
      return; // nobody to answer to, so nobody is written to
    }
    List<Channel> channels =
        mail.isConfigured() ? List.of(Channel.EMAIL, Channel.WEBHOOK) : List.of(Channel.WEBHOOK);
    for (int i = 0; i < MOST_IN_A_ROW; i++) {
      Optional<Delivery> next = notifications.claim(channels, clock.instant(), LEASE);
      if (next.isEmpty()) {
        return;
      }
      send(next.get(), contact.get());
    }
  }

  private void send(Delivery delivery, String from) {
    List<Notification> told = List.of();
    Outcome outcome;
    try {
      told = notifications.ofBatch(delivery.batchId(), delivery.round());
      outcome =
          told.isEmpty()
              ? new Outcome.Refused("everything in it has been answered meanwhile")
              : attempt(delivery, told, from);
    } catch (RuntimeException e) {
      LOG.errorf(e, "message %s cannot be composed", delivery.id());
      outcome = new Outcome.Deferred("the message could not be composed");
    }
    List<Notification> held = told;
    switch (outcome) {
      case Outcome.Taken taken ->
          QuarkusTransaction.requiringNew()
              .run(
                  () -> {
                    notifications.delivered(delivery.id(), taken.proof(), clock.instant());
                    notifications.startClocks(
                        held, delivery.channel(), taken.proof(), clock.instant());
                  });
      case Outcome.Refused refused -> notifications.failed(delivery.id(), refused.reason(), null);
      case Outcome.Deferred deferred ->
          notifications.failed(
              delivery.id(),
              deferred.reason(),
              Attempts.isLast(delivery.attempts()) ? null : Attempts.pause(delivery.attempts()));
    }
  }

  private Outcome attempt(Delivery delivery, List<Notification> told, String from) {
    return switch (delivery.channel()) {
      case EMAIL -> mail(delivery, told, from);
      case WEBHOOK -> webhook(delivery, told, from);
      case PULL -> throw new IllegalStateException("the list is fetched, not sent");
    };
  }

  private Outcome mail(Delivery delivery, List<Notification> told, String from) {
    Language language =
        contacts.find(delivery.registrar()).map(Contacts::language).orElse(Language.EN);
    int registrar = delivery.registrar().ianaId();
    Map<String, String> documents = new LinkedHashMap<>();
    for (Notification item : told) {
      documents.put("xarf-" + item.id() + ".json", json(XarfReport.of(item, organisation, from)));
    }
    return mail.send(
        new OutgoingMail(
            delivery.recipient(),
            delivery.messageId(),
            from,
            letter.subject(language, registrar, told, delivery.round()),
            letter.text(language, registrar, told, delivery.round(), organisation, from),
            null,
            Map.of("X-XARF", "4"),
            documents));
  }

  private Outcome webhook(Delivery delivery, List<Notification> told, String from) {
    Optional<String> secret = contacts.secret(delivery.registrar());
    if (secret.isEmpty()) {
      return new Outcome.Refused("the registrar has no webhook any more");
    }
    List<Map<String, Object>> items = new ArrayList<>();
    for (Notification item : told) {
      items.add(
          Map.of(
              "notification",
              item.id(),
              "incident",
              item.incidentId(),
              "xarf",
              XarfReport.of(item, organisation, from)));
    }
    String body =
        json(
            Map.of(
                "type",
                "notification.batch",
                "timestamp",
                delivery.createdAt(),
                "data",
                Map.of(
                    "batch",
                    delivery.batchId(),
                    "registrar",
                    delivery.registrar(),
                    "round",
                    delivery.round(),
                    "notifications",
                    items)));
    return webhooks.send(
        URI.create(delivery.recipient()), secret.get(), delivery.id().toString(), body);
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

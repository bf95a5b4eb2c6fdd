package io.bailiwick.aip.notice;

import io.bailiwick.aip.contact.CaseContactService;
import io.bailiwick.aip.contact.CaseContacts;
import io.bailiwick.aip.ingest.IngestGateway;
import io.bailiwick.aip.ingest.NamedIncident;
import io.bailiwick.aip.notice.MessageRepository.Unaddressed;
import io.bailiwick.aip.policy.AipPolicyKind;
import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.delivery.Attempts;
import io.bailiwick.common.delivery.Defanged;
import io.bailiwick.common.delivery.MailGateway;
import io.bailiwick.common.delivery.Outcome;
import io.bailiwick.common.delivery.OutgoingMail;
import io.bailiwick.common.delivery.WebhookGateway;
import io.bailiwick.common.id.Ids;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import io.bailiwick.common.markup.Markup;
import io.bailiwick.common.outbox.Outbox;
import io.bailiwick.common.policy.Policies;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.time.BusinessClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Finds the recipients of messages and sends them, message by message and recipient by recipient,
 * so that one that fails stops no other. Replicas share the work; whatever is killed goes on when
 * its lease is over. Once the other side's answer is written down nothing is sent again; killed
 * between the answer and that, a message goes out a second time under the same identifier, which
 * neither SMTP nor HTTP can exclude.
 */
@ApplicationScoped
class MessageWork {
  private static final Logger LOG = Logger.getLogger(MessageWork.class);
  private static final int MOST_IN_A_ROW = 500;
  private static final int MOST_NAMES = 500;
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final MessageRepository messages;
  private final CaseContactService contacts;
  private final IngestGateway ingest;
  private final MailGateway mail;
  private final WebhookGateway webhooks;
  private final Sender sender;
  private final Policies policies;
  private final AipPolicyKind policyKind;
  private final BusinessClock clock;
  private final AuditTrail audit;
  private final Outbox outbox;

  @Inject
  MessageWork(
      MessageRepository messages,
      CaseContactService contacts,
      IngestGateway ingest,
      MailGateway mail,
      WebhookGateway webhooks,
      Sender sender,
      Policies policies,
      AipPolicyKind policyKind,
      BusinessClock clock,
      AuditTrail audit,
      Outbox outbox) {
    this.messages = messages;
    this.contacts = contacts;
    this.ingest = ingest;
    this.mail = mail;
    this.webhooks = webhooks;
    this.sender = sender;
    this.policies = policies;
    this.policyKind = policyKind;
    this.clock = clock;
    this.audit = audit;
    this.outbox = outbox;
  }

  @Scheduled(
      identity = "case-messages",
      every = "{bailiwick.messages.every}",
      delayed = "20s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void work() {
    address();
    send();
  }

  /** Finds the recipients of everything that has none yet. */
  void address() {
    for (int i = 0; i < MOST_IN_A_ROW; i++) {
      Optional<Unaddressed> next = messages.claimRound(LEASE);
      if (next.isEmpty()) {
        return;
      }
      address(next.get());
    }
  }

  private void address(Unaddressed round) {
    try {
      // Before the transaction: no connection is held while a peer is asked.
      Set<String> emails = new LinkedHashSet<>();
      String webhook = null;
      if (round.occasion().isOfRegistry()) {
        emails.addAll(ownPeople());
      } else {
        emails.addAll(ingest.abuseEmails(round.registrar()));
        CaseContacts own = contacts.of(round.registrar());
        emails.addAll(own.emails());
        webhook = own.webhookUrl();
      }
      if (emails.isEmpty() && webhook == null) {
        lacks(
            round,
            round.occasion().isOfRegistry()
                ? "the registry has no address"
                : "the registrar has no contacts");
        return;
      }
      String hook = webhook;
      String list = round.listed() || round.incidents().isEmpty() ? null : list(round);
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                if (!messages.addressed(round.messageId(), round.round(), clock.instant())) {
                  return;
                }
                if (list != null) {
                  messages.insertList(round.messageId(), list, clock.instant());
                }
                emails.forEach(email -> deliver(round, Channel.EMAIL, email));
                if (hook != null) {
                  deliver(round, Channel.WEBHOOK, hook);
                }
              });
    } catch (ProblemException e) {
      lacks(round, "abuse-ingest-service does not answer");
    }
  }

  /** Where the registry's people are told of their clocks. */
  private List<String> ownPeople() {
    List<String> named =
        QuarkusTransaction.requiringNew()
            .call(() -> policies.inForce(policyKind, clock.today()))
            .document()
            .clocks()
            .messages()
            .registryAddresses();
    return named.isEmpty() ? sender.address().stream().toList() : named;
  }

  private void deliver(Unaddressed round, Channel channel, String recipient) {
    UUID id = Ids.next();
    String domain = sender.domain().isEmpty() ? "bailiwick.invalid" : sender.domain();
    messages.insertDelivery(
        id, round, channel, recipient, "<" + id + "@" + domain + ">", clock.instant());
  }

  private void lacks(Unaddressed round, String lack) {
    boolean last = Attempts.isLast(round.attempts());
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              messages.lacks(
                  round.messageId(),
                  round.round(),
                  lack,
                  last ? null : Attempts.pause(round.attempts()));
              if (last) {
                tell(
                    NoticeAction.MESSAGE_UNADDRESSED,
                    Map.of(
                        "message",
                        round.messageId(),
                        "case",
                        round.caseReference(),
                        "registrar",
                        round.registrar(),
                        "lack",
                        lack));
              }
            });
  }

  /**
   * The names as they are written to people, in the order of their first sight: those of this
   * registrar, whatever else the notice names by mistake.
   */
  private String list(Unaddressed round) {
    List<UUID> ids = round.incidents();
    StringBuilder list = new StringBuilder("\n");
    int number = 0;
    for (NamedIncident incident :
        ingest.incidents(ids.subList(0, Math.min(MOST_NAMES, ids.size())))) {
      if (!round.registrar().equals(incident.registrar())) {
        continue;
      }
      number++;
      list.append(
          "%d. %s\n   %s, %s, first seen %s, last seen %s (UTC)\n   incident %s\n"
              .formatted(
                  number,
                  Defanged.of(incident.name()),
                  incident.threat(),
                  incident.classification(),
                  incident.openedAt().atZone(ZoneOffset.UTC).toLocalDate(),
                  incident.lastSeenAt().atZone(ZoneOffset.UTC).toLocalDate(),
                  incident.id()));
    }
    if (ids.size() > MOST_NAMES) {
      list.append(
          "and %d more, see the notice in your account\n".formatted(ids.size() - MOST_NAMES));
    }
    return list.toString();
  }

  /** Everything that is due, on the channels that are set up; the rest stays in line. */
  void send() {
    Optional<String> from = sender.address();
    if (from.isEmpty()) {
      return; // nobody to answer to, so nobody is written to
    }
    List<Channel> channels =
        mail.isConfigured() ? List.of(Channel.EMAIL, Channel.WEBHOOK) : List.of(Channel.WEBHOOK);
    for (int i = 0; i < MOST_IN_A_ROW; i++) {
      Optional<Delivery> next = messages.claimDelivery(channels, clock.instant(), LEASE);
      if (next.isEmpty()) {
        return;
      }
      send(next.get(), from.get());
    }
  }

  private void send(Delivery delivery, String from) {
    String body = "";
    Outcome outcome;
    try {
      Message message = messages.messageOf(delivery).orElseThrow();
      body =
          switch (delivery.channel()) {
            case EMAIL -> message.text();
            case WEBHOOK -> json(message);
          };
      outcome =
          switch (delivery.channel()) {
            case EMAIL ->
                mail.send(
                    new OutgoingMail(
                        delivery.recipient(),
                        delivery.mailId(),
                        from,
                        message.subject(),
                        body,
                        html(message),
                        Map.of(),
                        Map.of()));
            case WEBHOOK -> post(delivery, body);
          };
    } catch (RuntimeException e) {
      LOG.errorf(e, "delivery %s cannot be composed", delivery.id());
      outcome = new Outcome.Deferred("the message could not be composed");
    }
    switch (outcome) {
      case Outcome.Taken taken -> sent(delivery, taken.proof(), Hashes.sha256Hex(body));
      case Outcome.Refused refused -> failed(delivery, refused.reason(), true);
      case Outcome.Deferred deferred ->
          failed(delivery, deferred.reason(), Attempts.isLast(delivery.attempts()));
    }
  }

  private Outcome post(Delivery delivery, String body) {
    return contacts
        .webhookSecret(delivery.registrar())
        .map(
            secret ->
                webhooks.send(
                    URI.create(delivery.recipient()), secret, delivery.id().toString(), body))
        .orElse(new Outcome.Refused("the registrar has no webhook any more"));
  }

  private void sent(Delivery delivery, String proof, String bodySha256) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              messages.sent(delivery.id(), proof, bodySha256, clock.instant());
              audit.recordBySystem(
                  NoticeAction.DELIVERY_SENT,
                  "delivery/" + delivery.id(),
                  Map.of(
                      "message",
                      delivery.noticeId(),
                      "registrar",
                      delivery.registrar(),
                      "channel",
                      delivery.channel(),
                      "mailId",
                      delivery.mailId(),
                      "bodySha256",
                      bodySha256));
            });
  }

  private void failed(Delivery delivery, String reason, boolean last) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              messages.failed(
                  delivery.id(), reason, last ? null : Attempts.pause(delivery.attempts()));
              if (last) {
                tell(
                    NoticeAction.DELIVERY_GIVEN_UP,
                    Map.of(
                        "message",
                        delivery.noticeId(),
                        "delivery",
                        delivery.id(),
                        "registrar",
                        delivery.registrar(),
                        "channel",
                        delivery.channel()));
              }
            });
  }

  /** Into the trail, and to whoever is to see to it. */
  private void tell(NoticeAction action, Map<String, ?> content) {
    String subject = "message/" + content.get("message");
    audit.recordBySystem(action, subject, content);
    outbox.publish(action, subject, content);
  }

  private static String json(Message message) {
    return CanonicalJson.text(
        Map.of(
            "type",
            "case.message",
            "timestamp",
            message.createdAt(),
            "data",
            Map.of(
                "id",
                message.id(),
                "case",
                message.caseId(),
                "caseReference",
                message.caseReference(),
                "registrar",
                message.registrar(),
                "occasion",
                message.occasion(),
                "subject",
                message.subject(),
                "text",
                message.text())));
  }

  /** The same text for programs that show HTML; all of it is escaped. */
  static String html(Message message) {
    Markup page = new Markup().open("html", "lang", "en").open("body");
    for (String part : message.text().split("\n{2,}")) {
      page.open("p");
      List<String> lines = part.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (i > 0) {
          page.empty("br");
        }
        page.text(lines.get(i));
      }
      page.close();
    }
    return page.close().close().finished();
  }
}

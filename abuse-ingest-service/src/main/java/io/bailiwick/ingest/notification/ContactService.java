package io.bailiwick.ingest.notification;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.delivery.WebhookGateway;
import io.bailiwick.common.outbox.WebhookSignature;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where registrars are told: set by the registry, or by the registrar for itself. */
@ApplicationScoped
class ContactService {
  private final ContactRepository contacts;
  private final WebhookGateway webhooks;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  ContactService(
      ContactRepository contacts,
      WebhookGateway webhooks,
      Caller caller,
      BusinessClock clock,
      AuditTrail audit) {
    this.contacts = contacts;
    this.webhooks = webhooks;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  @Transactional
  Contacts get(RegistrarId registrar) {
    caller.scope().require(registrar, "registrar");
    return contacts
        .find(registrar)
        .orElseThrow(() -> ProblemException.notFound("registrar with contacts"));
  }

  /**
   * @param ifMatch the version that was read; null to make the first
   */
  @Transactional
  Contacts set(RegistrarId registrar, @Nullable String ifMatch, NewContacts wanted) {
    caller.scope().require(registrar, "registrar");
    if (!contacts.isKnown(registrar)) {
      throw ProblemException.notFound("registrar");
    }
    if (wanted.webhookUrl() != null) {
      webhooks.check(wanted.webhookUrl());
    }
    Optional<Contacts> before = contacts.locked(registrar);
    long version = before.map(Contacts::version).orElse(0L);
    String read = ifMatch == null ? "0" : ifMatch.replace("\"", "").strip();
    if (!read.equals(Long.toString(version))) {
      throw ProblemException.stale(
          "The contacts are at version %d; read them, and send their ETag in If-Match."
              .formatted(version));
    }
    String url = wanted.webhookUrl() == null ? null : wanted.webhookUrl().toString();
    boolean sameHook = url != null && before.map(b -> url.equals(b.webhookUrl())).orElse(false);
    String secret = url == null || sameHook ? null : WebhookSignature.newSecret();
    Contacts after =
        contacts
            .set(registrar, wanted, secret, version + 1, clock.instant(), caller.name())
            .orElseThrow(() -> ProblemException.stale("The contacts were changed meanwhile."));
    Map<String, Object> content = new TreeMap<>();
    content.put("registrar", registrar);
    content.put("emails", wanted.emails().size());
    content.put("webhook", url != null);
    content.put("version", after.version());
    audit.record(NotificationAction.CONTACTS_SET, "registrar/" + registrar + "/contacts", content);
    return after;
  }
}

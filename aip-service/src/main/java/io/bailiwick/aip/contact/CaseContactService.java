package io.bailiwick.aip.contact;

import io.bailiwick.common.audit.AuditTrail;
import io.bailiwick.common.delivery.WebhookGateway;
import io.bailiwick.common.outbox.WebhookSignature;
import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.Caller;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is told of cases: set by the registrar for itself, or by an officer who was told. */
@ApplicationScoped
public class CaseContactService {
  private final Sql sql;
  private final WebhookGateway webhooks;
  private final Caller caller;
  private final BusinessClock clock;
  private final AuditTrail audit;

  @Inject
  CaseContactService(
      Sql sql, WebhookGateway webhooks, Caller caller, BusinessClock clock, AuditTrail audit) {
    this.sql = sql;
    this.webhooks = webhooks;
    this.caller = caller;
    this.clock = clock;
    this.audit = audit;
  }

  /** For the service itself: whom to write to. Nobody where nothing was set. */
  public CaseContacts of(RegistrarId registrar) {
    return sql.first(
            "SELECT * FROM case_contact WHERE registrar = ?", row -> contacts(row, null), registrar)
        .orElse(new CaseContacts(registrar, List.of(), null, 0, null, null, null));
  }

  /**
   * For the service itself: the key that a registrar's webhook is signed with, while it has one.
   */
  public Optional<String> webhookSecret(RegistrarId registrar) {
    return sql.first(
        "SELECT webhook_secret FROM case_contact WHERE registrar = ? AND webhook_secret IS NOT NULL",
        row -> row.text("webhook_secret"),
        registrar);
  }

  CaseContacts get(RegistrarId registrar) {
    caller.scope().require(registrar, "registrar");
    return of(registrar);
  }

  /**
   * @param ifMatch the version that was read; null to make the first
   */
  @Transactional
  CaseContacts set(RegistrarId registrar, @Nullable String ifMatch, NewCaseContacts wanted) {
    caller.scope().require(registrar, "registrar");
    String url = wanted.webhookUrl() == null ? null : wanted.webhookUrl().toString();
    if (wanted.webhookUrl() != null) {
      webhooks.check(wanted.webhookUrl());
    }
    CaseContacts before = of(registrar);
    String read = ifMatch == null ? "0" : ifMatch.replace("\"", "").strip();
    if (!read.equals(Long.toString(before.version()))) {
      throw ProblemException.stale(
          "The contacts are at version %d; read them, and send their ETag in If-Match."
              .formatted(before.version()));
    }
    String secret =
        url == null || url.equals(before.webhookUrl()) ? null : WebhookSignature.newSecret();
    CaseContacts after =
        sql.first(
                """
                INSERT INTO case_contact (registrar, emails, webhook_url, webhook_secret, version, changed_at, changed_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (registrar) DO UPDATE SET
                  emails = excluded.emails, webhook_url = excluded.webhook_url,
                  webhook_secret = CASE WHEN excluded.webhook_url IS NULL THEN NULL
                                        ELSE coalesce(excluded.webhook_secret, case_contact.webhook_secret) END,
                  version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                WHERE case_contact.version = excluded.version - 1
                RETURNING *
                """,
                row -> contacts(row, secret),
                registrar,
                wanted.emails(),
                url,
                secret,
                before.version() + 1,
                clock.instant(),
                caller.name())
            .orElseThrow(() -> ProblemException.stale("The contacts were changed meanwhile."));
    audit.record(
        ContactAction.CONTACTS_SET,
        "registrar/" + registrar + "/case-contacts",
        Map.of(
            "registrar",
            registrar,
            "emails",
            wanted.emails().size(),
            "webhook",
            url != null,
            "version",
            after.version()));
    return after;
  }

  private static CaseContacts contacts(Columns row, @Nullable String newSecret)
      throws SQLException {
    return new CaseContacts(
        row.registrar("registrar"),
        row.texts("emails"),
        row.textOrNull("webhook_url"),
        row.number("version"),
        row.time("changed_at"),
        row.text("changed_by"),
        newSecret);
  }
}

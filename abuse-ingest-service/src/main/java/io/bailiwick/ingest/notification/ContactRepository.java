package io.bailiwick.ingest.notification;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries over the contacts of registrars. */
@ApplicationScoped
class ContactRepository {
  private final Sql sql;

  @Inject
  ContactRepository(Sql sql) {
    this.sql = sql;
  }

  boolean isKnown(RegistrarId registrar) {
    return sql.number("SELECT count(*) FROM registrar WHERE iana_id = ?", registrar) > 0;
  }

  Optional<Contacts> find(RegistrarId registrar) {
    return sql.first(
        "SELECT * FROM registrar_contact WHERE registrar = ?",
        row -> contacts(row, null),
        registrar);
  }

  /** The same, held until the transaction ends. */
  Optional<Contacts> locked(RegistrarId registrar) {
    return sql.first(
        "SELECT * FROM registrar_contact WHERE registrar = ? FOR UPDATE",
        row -> contacts(row, null),
        registrar);
  }

  Optional<String> secret(RegistrarId registrar) {
    return sql.first(
        "SELECT webhook_secret FROM registrar_contact WHERE registrar = ? AND webhook_secret IS NOT NULL",
        row -> row.text("webhook_secret"),
        registrar);
  }

  /**
   * Makes the contacts, or replaces a version of them.
   *
   * @param secret null keeps the one that is there, if there is still a webhook
   * @return empty where another version was written meanwhile
   */
  Optional<Contacts> set(
      RegistrarId registrar,
      NewContacts wanted,
      @Nullable String secret,
      long version,
      Instant at,
      String by) {
    return sql.first(
        """
        INSERT INTO registrar_contact (registrar, emails, webhook_url, webhook_secret, language, digest_minutes, version,
                                       changed_at, changed_by)
        VALUES (?, ?, ?, ?, ?, ?::integer, ?, ?, ?)
        ON CONFLICT (registrar) DO UPDATE SET
          emails = excluded.emails, webhook_url = excluded.webhook_url,
          webhook_secret = CASE WHEN excluded.webhook_url IS NULL THEN NULL
                                ELSE coalesce(excluded.webhook_secret, registrar_contact.webhook_secret) END,
          language = excluded.language, digest_minutes = excluded.digest_minutes, version = excluded.version,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        WHERE registrar_contact.version = excluded.version - 1
        RETURNING *
        """,
        row -> contacts(row, secret),
        registrar,
        wanted.emails(),
        wanted.webhookUrl() == null ? null : wanted.webhookUrl().toString(),
        secret,
        wanted.language(),
        wanted.digestMinutes(),
        version,
        at,
        by);
  }

  private static Contacts contacts(Columns row, @Nullable String newSecret) throws SQLException {
    Long minutes = row.numberOrNull("digest_minutes");
    return new Contacts(
        row.registrar("registrar"),
        row.texts("emails"),
        row.textOrNull("webhook_url"),
        row.constant("language", Language.class),
        minutes == null ? null : minutes.intValue(),
        row.number("version"),
        row.time("changed_at"),
        row.text("changed_by"),
        newSecret);
  }
}

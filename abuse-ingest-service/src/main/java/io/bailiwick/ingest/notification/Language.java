package io.bailiwick.ingest.notification;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Languages in which the text of a notification is written. */
@Schema(name = "NotificationLanguage")
public enum Language {
  EN,
  DE;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

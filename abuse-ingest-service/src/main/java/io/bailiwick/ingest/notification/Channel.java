package io.bailiwick.ingest.notification;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A way on which a registrar is told. */
@Schema(name = "NotificationChannel")
public enum Channel {
  EMAIL,
  /** A signed POST to the registrar's address. */
  WEBHOOK,
  /** The list that the registrar fetches. */
  PULL
}

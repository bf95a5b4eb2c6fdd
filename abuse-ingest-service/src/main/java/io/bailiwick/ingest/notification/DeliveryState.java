package io.bailiwick.ingest.notification;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a message came on its way to one recipient. */
@Schema(name = "NotificationDeliveryState")
public enum DeliveryState {
  /** Waits for its first attempt, or for the registrar to fetch it. */
  QUEUED,
  /**
   * An attempt is under way, or its end is not known; it is made again with the same identifier.
   */
  SENT,
  /** The mail server or the webhook took it, or the registrar fetched it. */
  DELIVERED,
  /** It was not taken; tried again at the next attempt, or given up where there is none. */
  FAILED
}

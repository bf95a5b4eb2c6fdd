package io.bailiwick.aip.notice;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a message came on its way to one recipient. */
@Schema(name = "DeliveryState")
public enum DeliveryState {
  /** Waits for its first attempt, or that attempt is under way. */
  PENDING,
  /** The mail server or the webhook took it. */
  SENT,
  /** It was not taken; tried again at the next attempt. */
  FAILED,
  /** It was not taken, and is not tried again. */
  GIVEN_UP
}

package io.bailiwick.aip.notice;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A way on which a registrar is told of its case. */
@Schema(name = "MessageChannel")
public enum Channel {
  EMAIL,
  /** A signed POST to the registrar's address. */
  WEBHOOK
}

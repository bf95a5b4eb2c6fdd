package io.bailiwick.ingest.sensitive;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a list is laid out. */
@Schema(name = "SensitiveListLayout")
public enum ListLayout {
  /** One value a line; blank lines and lines that begin with {@code #} are passed over. */
  LINES,
  /** RFC 4180 with a header. */
  CSV
}

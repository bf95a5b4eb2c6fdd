package io.bailiwick.ingest.sensitive;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a name is listed. Every answer has the same length. */
@Schema(name = "SensitiveNameCheck")
public record NameCheck(
    @Schema(description = "Whether the registrable domain is in the list of alerts")
        Answer domainAlert,
    @Schema(description = "Whether its first label is in the hopping list") Answer hoppingLabel) {

  /** Two words of one length: who sees only the size of the answer learns nothing. */
  @Schema(name = "SensitiveAnswer")
  public enum Answer {
    LISTED,
    ABSENT;

    static Answer of(boolean listed) {
      return listed ? LISTED : ABSENT;
    }
  }
}

package io.bailiwick.scoring.publication;

import io.bailiwick.common.audit.AuditAction;
import io.bailiwick.common.outbox.EventType;

/** What happens to a publication or to a registrar's part of it. */
public enum PublicationEvent implements EventType, AuditAction {
  /** A preview begins. */
  OPEN("publication.opened"),
  /** A newer version of the scores took the place of the one that was previewed. */
  RESCORE("publication.rescored"),
  /** A name of the month is contested; of one registrar. */
  CONTEST("publication.contested"),
  /** A contest was decided or taken back; of one registrar. */
  DECIDE("publication.contest-closed"),
  /** It stands from now on: of the month, or of one registrar afterwards. */
  PUBLISH("publication.published"),
  /** A later publication stands in its place. */
  SUPERSEDE("publication.superseded"),
  /** The preview was called off. */
  CANCEL("publication.cancelled");

  private final String code;

  PublicationEvent(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }
}

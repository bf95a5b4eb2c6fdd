package io.bailiwick.common.security;

import java.util.Locale;

/** A verb that a caller may do. Roles are sets of these; an endpoint asks for exactly one. */
public enum Permission {
  // abuse-ingest-service
  FEED_READ,
  FEED_WRITE,
  PAYLOAD_UPLOAD,
  /** Declares an as-of range in the past for a payload. */
  HISTORY_IMPORT,
  DEPOSIT_UPLOAD,
  DEPOSIT_READ,
  REGISTRAR_READ,
  REGISTRATION_READ,
  INCIDENT_READ,
  INCIDENT_CLASSIFY,
  TALLY_READ,
  // scoring-service
  SCORE_RUN,
  SCORE_READ,
  SNAPSHOT_READ,
  // qpi-service
  INDEX_RUN,
  INDEX_READ,
  PROMOTION_READ,
  PROMOTION_WRITE,
  PROMOTION_PUBLISH,
  ENROLMENT_WRITE,
  LEDGER_READ,
  LEDGER_ACCRUE,
  // aip-service
  CANDIDATE_READ,
  CANDIDATE_DECIDE,
  CASE_READ,
  CASE_WRITE,
  /** The registrar's own steps in its case. */
  CASE_ANSWER,
  LIMIT_PROPOSE,
  LIMIT_DECIDE,
  ORDER_READ,
  COMMAND_DECIDE,
  // every service
  POLICY_READ,
  POLICY_PROPOSE,
  POLICY_APPROVE,
  AUDIT_READ,
  AUDIT_REDACT,
  /**
   * Reaches over the wall between enforcement and commerce, so it is for machines and auditors
   * only.
   */
  EVENT_READ,
  WEBHOOK_WRITE,
  /** Development only: see BusinessClock. */
  CLOCK_SET;

  /** As shown in documents and messages: {@code score:read}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }
}

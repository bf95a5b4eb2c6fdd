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
  /** Deposits, zone files, register events, measurements, monthly reports, registrar lists. */
  REGISTRY_DATA_UPLOAD,
  REGISTRY_DATA_READ,
  /** Says, with a reason, that a month goes on without a report that is missing. */
  RECONCILIATION_WAIVE,
  /** Which accreditations belong together. */
  FAMILY_WRITE,
  REGISTRAR_READ,
  REGISTRATION_READ,
  INCIDENT_READ,
  INCIDENT_CLASSIFY,
  /** Opens and closes feed epochs, mutes a feed. */
  FEED_REVIEW,
  /** Replaces the Public Suffix List and the warning lists. */
  LIST_WRITE,
  LIST_READ,
  CORRECTION_FILE,
  CORRECTION_READ,
  CORRECTION_DECIDE,
  /** Sends single reports and reads what became of one's own. */
  REPORT_SUBMIT,
  REPORT_READ,
  REPORT_VALIDATE,
  NOTIFICATION_READ,
  NOTIFICATION_SEND,
  /** The registrar's answers to notifications. */
  NOTIFICATION_ANSWER,
  /** Where a registrar is told of abuse: of every one, or of one's own. */
  CONTACT_READ,
  CONTACT_WRITE,
  WATCH_READ,
  WATCH_WRITE,
  /** Sensitive listings: for cleared persons only. */
  SENSITIVE_READ,
  SENSITIVE_WRITE,
  /** A registrar's cleared contact receives what was passed on to it. */
  SENSITIVE_RECEIVE,
  TALLY_READ,
  // scoring-service
  SCORE_RUN,
  SCORE_READ,
  SNAPSHOT_READ,
  /** What a proposed policy would say: of those who propose and approve it, and nobody else. */
  PARALLEL_READ,
  // qpi-service
  INDEX_RUN,
  INDEX_READ,
  /** Imports the registry's own numbers for its own indicators. */
  SERIES_WRITE,
  /** Uploads portfolios of a registrar's own resellers. */
  RESELLER_WRITE,
  PROMOTION_READ,
  PROMOTION_WRITE,
  PROMOTION_PUBLISH,
  ENROLMENT_WRITE,
  /**
   * Accepts the terms of a promotion: the registrar for itself, or who had it from the registrar.
   */
  TERMS_ACCEPT,
  /** Owns notes that help a registrar to qualify. */
  COACHING_WRITE,
  /** Makes and reads what a promotion brought: of the registry, and of no registrar. */
  OUTCOME_READ,
  LEDGER_READ,
  LEDGER_ACCRUE,
  /** Proposes or approves an adjustment, by identity not both; decides disputes. */
  LEDGER_ADJUST,
  /** Disputes a line of a statement: the registrar. */
  LEDGER_DISPUTE,
  /** Issues statements, and proposes or approves a settlement, by identity not both. */
  LEDGER_SETTLE,
  /** What all registrars are paid together. */
  SETTLEMENT_READ,
  // aip-service
  CANDIDATE_READ,
  CANDIDATE_DECIDE,
  CASE_READ,
  CASE_WRITE,
  /** The registrar's own steps in its case. */
  CASE_ANSWER,
  LIMIT_PROPOSE,
  LIMIT_DECIDE,
  /** Appeals against a limit: the registrar, or the officer for a letter. */
  APPEAL_FILE,
  APPEAL_DECIDE,
  /** Frozen evidence of notices. */
  EVIDENCE_READ,
  /** Legal holds on evidence, and its redaction. */
  EVIDENCE_HOLD,
  ORDER_READ,
  COMMAND_DECIDE,
  /** Drafts transparency reports and publishes those of others. */
  TRANSPARENCY_WRITE,
  /** Reads drafts; what is published is everybody's. */
  TRANSPARENCY_READ,
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

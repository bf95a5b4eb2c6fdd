package io.bailiwick.common.security;

import static io.bailiwick.common.security.Permission.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Roles as the identity provider's tokens name them (claim {@code roles}), each a set of
 * permissions. Enforcement and commerce are walled off from each other, and steps that need two
 * people are split over two permissions or checked by identity.
 */
public enum Role {
  /** Sets up feeds, sends payloads and deposits. */
  DATA_OPERATOR(
      FEED_READ,
      FEED_WRITE,
      PAYLOAD_UPLOAD,
      HISTORY_IMPORT,
      REGISTRY_DATA_UPLOAD,
      REGISTRY_DATA_READ,
      LIST_WRITE,
      LIST_READ,
      CONTACT_READ,
      CONTACT_WRITE,
      REGISTRAR_READ),
  ABUSE_ANALYST(
      FEED_READ,
      REGISTRY_DATA_READ,
      REGISTRAR_READ,
      REGISTRATION_READ,
      INCIDENT_READ,
      INCIDENT_CLASSIFY,
      FEED_REVIEW,
      LIST_READ,
      CORRECTION_FILE,
      CORRECTION_READ,
      CORRECTION_DECIDE,
      REPORT_SUBMIT,
      REPORT_READ,
      REPORT_VALIDATE,
      NOTIFICATION_READ,
      NOTIFICATION_SEND,
      WATCH_READ,
      WATCH_WRITE,
      TALLY_READ,
      SCORE_READ,
      SNAPSHOT_READ,
      POLICY_READ),
  SCORING_OPERATOR(
      REGISTRAR_READ, TALLY_READ, SCORE_RUN, SCORE_READ, SNAPSHOT_READ, PARALLEL_READ, POLICY_READ),
  ACCOUNT_MANAGER(
      REGISTRAR_READ,
      SCORE_READ,
      INDEX_RUN,
      INDEX_READ,
      SERIES_WRITE,
      RESELLER_WRITE,
      PROMOTION_READ,
      PROMOTION_WRITE,
      ENROLMENT_WRITE,
      // An acceptance that came by letter is entered by the account manager.
      TERMS_ACCEPT,
      COACHING_WRITE,
      OUTCOME_READ,
      POLICY_READ),
  FINANCE(
      INDEX_READ,
      PROMOTION_READ,
      PROMOTION_PUBLISH,
      OUTCOME_READ,
      LEDGER_READ,
      LEDGER_ACCRUE,
      LEDGER_ADJUST,
      LEDGER_SETTLE,
      SETTLEMENT_READ,
      POLICY_READ),
  COMPLIANCE_OFFICER(
      REGISTRAR_READ,
      REGISTRATION_READ,
      REGISTRY_DATA_READ,
      RECONCILIATION_WAIVE,
      FAMILY_WRITE,
      INCIDENT_READ,
      CORRECTION_READ,
      CORRECTION_DECIDE,
      NOTIFICATION_READ,
      CONTACT_READ,
      SCORE_READ,
      SNAPSHOT_READ,
      CANDIDATE_READ,
      CANDIDATE_DECIDE,
      CASE_READ,
      CASE_WRITE,
      // An answer that came by telephone or letter is entered by the officer.
      CASE_ANSWER,
      APPEAL_FILE,
      LIMIT_PROPOSE,
      EVIDENCE_READ,
      EVIDENCE_HOLD,
      ORDER_READ,
      TRANSPARENCY_WRITE,
      TRANSPARENCY_READ,
      POLICY_READ),
  DECIDER(
      INCIDENT_READ,
      CORRECTION_READ,
      SCORE_READ,
      SNAPSHOT_READ,
      CANDIDATE_READ,
      CASE_READ,
      LIMIT_DECIDE,
      EVIDENCE_READ,
      ORDER_READ,
      TRANSPARENCY_READ,
      POLICY_READ),
  APPEAL_REVIEWER(
      INCIDENT_READ,
      CORRECTION_READ,
      SCORE_READ,
      SNAPSHOT_READ,
      CASE_READ,
      APPEAL_DECIDE,
      EVIDENCE_READ,
      ORDER_READ,
      POLICY_READ),
  POLICY_EDITOR(POLICY_READ, POLICY_PROPOSE, PARALLEL_READ),
  POLICY_APPROVER(POLICY_READ, POLICY_APPROVE, PARALLEL_READ),
  AUDITOR(
      FEED_READ,
      REGISTRY_DATA_READ,
      REGISTRAR_READ,
      REGISTRATION_READ,
      INCIDENT_READ,
      LIST_READ,
      CORRECTION_READ,
      REPORT_READ,
      NOTIFICATION_READ,
      WATCH_READ,
      TALLY_READ,
      SCORE_READ,
      SNAPSHOT_READ,
      PARALLEL_READ,
      INDEX_READ,
      PROMOTION_READ,
      OUTCOME_READ,
      LEDGER_READ,
      SETTLEMENT_READ,
      CANDIDATE_READ,
      CASE_READ,
      EVIDENCE_READ,
      ORDER_READ,
      TRANSPARENCY_READ,
      POLICY_READ,
      AUDIT_READ,
      EVENT_READ),
  /** Cleared for sensitive listings, which live in a store apart; holds nothing else. */
  IWF_CLEARED(SENSITIVE_READ, SENSITIVE_WRITE),
  /** A person or machine that reports single cases; reads what became of its own. */
  REPORTER(REPORT_SUBMIT),
  /** Runs the suite: clock (development), webhooks, redaction; reads no programme data. */
  OPERATOR(AUDIT_READ, AUDIT_REDACT, EVENT_READ, WEBHOOK_WRITE, POLICY_READ, CLOCK_SET),
  REGISTRAR_ADMIN(
      INCIDENT_READ,
      CORRECTION_FILE,
      CORRECTION_READ,
      NOTIFICATION_READ,
      NOTIFICATION_ANSWER,
      CONTACT_READ,
      CONTACT_WRITE,
      SCORE_READ,
      INDEX_READ,
      RESELLER_WRITE,
      PROMOTION_READ,
      TERMS_ACCEPT,
      LEDGER_READ,
      LEDGER_DISPUTE,
      CASE_READ,
      CASE_ANSWER,
      APPEAL_FILE,
      EVIDENCE_READ,
      ORDER_READ),
  REGISTRAR_FINANCE(INDEX_READ, PROMOTION_READ, LEDGER_READ, LEDGER_DISPUTE),
  REGISTRAR_ABUSE(
      INCIDENT_READ,
      CORRECTION_FILE,
      CORRECTION_READ,
      NOTIFICATION_READ,
      NOTIFICATION_ANSWER,
      CONTACT_READ,
      CONTACT_WRITE,
      SCORE_READ,
      CASE_READ,
      CASE_ANSWER,
      APPEAL_FILE,
      EVIDENCE_READ,
      ORDER_READ),
  /** A registrar's contact that is cleared for sensitive listings; holds nothing else. */
  REGISTRAR_CLEARED(SENSITIVE_RECEIVE),
  RESELLER_VIEW(SCORE_READ, INDEX_READ),
  /** The registry's EPP system. */
  SRS(COMMAND_DECIDE, ORDER_READ),
  /** The suite's own services, reading one another. */
  SERVICE(
      FEED_READ,
      REGISTRY_DATA_READ,
      REGISTRAR_READ,
      REGISTRATION_READ,
      INCIDENT_READ,
      CORRECTION_READ,
      CONTACT_READ,
      TALLY_READ,
      SCORE_READ,
      SNAPSHOT_READ,
      CASE_READ,
      ORDER_READ,
      POLICY_READ,
      EVENT_READ);

  private static final Set<Role> OF_REGISTRARS =
      Collections.unmodifiableSet(
          EnumSet.of(
              REGISTRAR_ADMIN,
              REGISTRAR_FINANCE,
              REGISTRAR_ABUSE,
              REGISTRAR_CLEARED,
              RESELLER_VIEW));

  private final Set<Permission> permissions;

  Role(Permission... permissions) {
    EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
    Collections.addAll(set, permissions);
    this.permissions = Collections.unmodifiableSet(set);
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /** Whether holders reach only the registrars named in their token. */
  public boolean isOfRegistrar() {
    return OF_REGISTRARS.contains(this);
  }

  /** As in a token: {@code abuse-analyst}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Empty for a name that is not a role: other systems' roles in the same token are nobody's
   * business.
   */
  public static Optional<Role> fromCode(String code) {
    for (Role role : values()) {
      if (role.code().equals(code)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}

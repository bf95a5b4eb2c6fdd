package io.bailiwick.aip.casefile;

import io.bailiwick.aip.restriction.LimitColumns;
import io.bailiwick.aip.restriction.OrderService;
import io.bailiwick.enforcement.Limit;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of limit_proposal: what was proposed never changes; the decision is filled in once. */
@Entity
@Table(name = "limit_proposal")
class LimitProposal {
  @Id UUID id;

  @Version int version;

  @Column(name = "case_id", updatable = false)
  UUID caseId;

  @Embedded LimitColumns limit;

  @Column(name = "further_reasons", updatable = false)
  @Nullable String furtherReasons;

  @Column(name = "outside_family", updatable = false)
  List<Integer> outsideFamily;

  @Column(name = "outside_family_reasons", updatable = false)
  @Nullable String outsideFamilyReasons;

  @Column(updatable = false)
  int days;

  @Column(name = "maximum_days", updatable = false)
  int maximumDays;

  @Column(updatable = false)
  String reasons;

  @Column(updatable = false)
  String measure;

  @Column(updatable = false)
  String proposer;

  @Column(updatable = false)
  String decider;

  @Column(name = "policy_id", updatable = false)
  UUID policyId;

  @Column(name = "policy_version", updatable = false)
  int policyVersion;

  @Column(name = "proposed_at", updatable = false)
  Instant proposedAt;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  LimitPath path;

  @Column(name = "second_decider", updatable = false)
  @Nullable String secondDecider;

  @Column(name = "review_days", updatable = false)
  @Nullable Integer reviewDays;

  @Column(name = "endorsed_by")
  @Nullable String endorsedBy;

  @Column(name = "endorsed_at")
  @Nullable Instant endorsedAt;

  @Column(name = "endorsement_reasons")
  @Nullable String endorsementReasons;

  @Enumerated(EnumType.STRING)
  @Nullable LimitOutcome outcome;

  @Column(name = "decided_by")
  @Nullable String decidedBy;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  @Column(name = "decision_reasons")
  @Nullable String decisionReasons;

  /** Whether somebody is named to decide, and has not yet. */
  boolean awaits(String person) {
    return (person.equals(decider) || person.equals(secondDecider)) && !person.equals(endorsedBy);
  }

  boolean named(String person) {
    return person.equals(decider) || person.equals(secondDecider);
  }

  /** Whether an approval is the first of two. */
  boolean needsFurtherApproval() {
    return secondDecider != null && endorsedBy == null;
  }

  /** Everybody who had a part in it. */
  Set<String> people() {
    return Stream.of(proposer, decider, secondDecider, endorsedBy, decidedBy)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * An order of what it decided, or of a milder limit.
   *
   * @param caseReference of its case
   */
  OrderService.NewOrder order(
      @Nullable String caseReference, Limit what, Instant startsAt, Instant endsAt) {
    return new OrderService.NewOrder(
        caseId,
        Objects.requireNonNull(caseReference),
        id,
        limit.registrars(),
        what,
        startsAt,
        endsAt,
        maximumDays);
  }

  void close(LimitOutcome how, String who, Instant when, String why) {
    outcome = how;
    decidedBy = who;
    decidedAt = when;
    decisionReasons = why;
  }
}

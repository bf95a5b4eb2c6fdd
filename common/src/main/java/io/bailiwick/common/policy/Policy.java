package io.bailiwick.common.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A row of policy: the document never changes; the decision is filled in once. */
@Entity
class Policy {

  @Id UUID id;

  @Column(updatable = false)
  String kind;

  @Column(updatable = false)
  int version;

  @Column(updatable = false)
  String document;

  @Column(updatable = false)
  String sha256;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  PolicyOrigin origin;

  @Enumerated(EnumType.STRING)
  PolicyState state;

  @Column(name = "effective_from", updatable = false)
  LocalDate effectiveFrom;

  @Column(name = "proposed_by", updatable = false)
  String proposedBy;

  @Column(name = "proposed_at", updatable = false)
  Instant proposedAt;

  @Column(updatable = false)
  String reason;

  @Column(name = "decided_by")
  String decidedBy;

  @Column(name = "decided_at")
  Instant decidedAt;

  @Column(name = "decision_reason")
  String decisionReason;

  @Column(name = "first_used_at")
  Instant firstUsedAt;

  @Version
  @Column(name = "row_version")
  int rowVersion;
}

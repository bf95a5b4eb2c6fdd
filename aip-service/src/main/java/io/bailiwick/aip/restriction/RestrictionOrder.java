package io.bailiwick.aip.restriction;

import io.bailiwick.enforcement.OrderTerms;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of restriction_order: what was issued never changes; a lift is filled in once. */
@Entity
@Table(name = "restriction_order")
class RestrictionOrder {
  @Id UUID id;

  @Version int version;

  @Column(name = "case_id", updatable = false)
  UUID caseId;

  @Column(name = "case_reference", updatable = false)
  String caseReference;

  @Column(name = "proposal_id", updatable = false)
  UUID proposalId;

  @Column(updatable = false)
  int registrar;

  @Embedded LimitColumns limit;

  @Column(name = "starts_at", updatable = false)
  Instant startsAt;

  @Column(name = "ends_at", updatable = false)
  Instant endsAt;

  @Column(name = "maximum_days", updatable = false)
  int maximumDays;

  @Column(name = "issued_by", updatable = false)
  String issuedBy;

  @Column(name = "lifted_at")
  @Nullable Instant liftedAt;

  @Column(name = "lifted_by")
  @Nullable String liftedBy;

  @Column(name = "lift_reason")
  @Nullable String liftReason;

  @Column(name = "stayed_at")
  @Nullable Instant stayedAt;

  @Column(name = "reversed_at")
  @Nullable Instant reversedAt;

  OrderTerms terms() {
    return new OrderTerms(
        id,
        caseReference,
        Set.copyOf(limit.registrars),
        limit.limit(),
        startsAt,
        endsAt,
        liftedAt,
        stayedAt);
  }
}

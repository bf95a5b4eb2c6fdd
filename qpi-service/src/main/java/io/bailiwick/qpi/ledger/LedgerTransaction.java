package io.bailiwick.qpi.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of ledger_transaction. */
@Entity
@Immutable
@Table(name = "ledger_transaction")
class LedgerTransaction {

  @Id UUID id;

  @Enumerated(EnumType.STRING)
  TransactionKind kind;

  @Column(name = "promotion_id")
  UUID promotionId;

  int registrar;

  @Column(name = "event_sequence")
  long eventSequence;

  String name;
  String roid;
  @Nullable UUID reverses;

  @Column(name = "occurred_at")
  Instant occurredAt;

  @Column(name = "recorded_at")
  Instant recordedAt;
}

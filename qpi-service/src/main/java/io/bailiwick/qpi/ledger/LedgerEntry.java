package io.bailiwick.qpi.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of ledger_entry. */
@Entity
@Immutable
@Table(name = "ledger_entry")
class LedgerEntry {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long sequence;

  @Column(name = "transaction_id")
  UUID transactionId;

  @Enumerated(EnumType.STRING)
  Account account;

  @Enumerated(EnumType.STRING)
  Side side;

  BigDecimal amount;
  String currency;
}

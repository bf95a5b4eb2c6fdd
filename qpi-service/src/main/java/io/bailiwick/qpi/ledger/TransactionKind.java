package io.bailiwick.qpi.ledger;

import static io.bailiwick.qpi.ledger.Account.ACCRUED_LIABILITY;
import static io.bailiwick.qpi.ledger.Account.CLAWBACK_RECEIVABLE;
import static io.bailiwick.qpi.ledger.Account.HELD_IN_DISPUTE;
import static io.bailiwick.qpi.ledger.Account.INCENTIVE_EXPENSE;
import static io.bailiwick.qpi.ledger.Account.REGISTRAR_PAYABLE;
import static io.bailiwick.qpi.ledger.Account.SETTLEMENT_CLEARING;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why money moved, and which accounts such a transaction may move by which side: debits first, then
 * credits. The table {@code ledger_rule} of the database says the same.
 */
public enum TransactionKind {
  /** A name was created under a promotion, or a month of signed names was counted. */
  ACCRUAL(EnumSet.of(INCENTIVE_EXPENSE), EnumSet.of(ACCRUED_LIABILITY)),
  /** The number of names moved one of them into another tier. */
  TIER_ADJUSTMENT(
      EnumSet.of(INCENTIVE_EXPENSE, ACCRUED_LIABILITY, REGISTRAR_PAYABLE, CLAWBACK_RECEIVABLE),
      EnumSet.of(INCENTIVE_EXPENSE, ACCRUED_LIABILITY, REGISTRAR_PAYABLE)),
  /** The add grace period has passed, and the test of use where there is one. */
  MATURITY(EnumSet.of(ACCRUED_LIABILITY), EnumSet.of(REGISTRAR_PAYABLE)),
  /** The name was deleted inside the add grace period. */
  AGP_REVERSAL(Sides.TAKEN, EnumSet.of(INCENTIVE_EXPENSE)),
  /** The name is not used for what the promotion wants. */
  TEST_OF_USE_REVERSAL(Sides.TAKEN, EnumSet.of(INCENTIVE_EXPENSE)),
  /** A person found fraud. */
  FRAUD_REVERSAL(Sides.TAKEN, EnumSet.of(INCENTIVE_EXPENSE)),
  /** The name was validated as malicious inside the clawback window. */
  ABUSE_CLAWBACK(Sides.TAKEN, EnumSet.of(INCENTIVE_EXPENSE)),
  /** Too many of the registrar's promotion names proved malicious. */
  PORTFOLIO_CLAWBACK(Sides.TAKEN, EnumSet.of(INCENTIVE_EXPENSE)),
  /** The finding behind a clawback was withdrawn. */
  REINSTATEMENT(EnumSet.of(INCENTIVE_EXPENSE), EnumSet.of(ACCRUED_LIABILITY, REGISTRAR_PAYABLE)),
  /** A registrar disputes what it is owed; it is kept back. */
  DISPUTE_HOLD(EnumSet.of(REGISTRAR_PAYABLE), EnumSet.of(HELD_IN_DISPUTE)),
  /** The dispute was decided; what changes by it is an adjustment. */
  DISPUTE_RELEASE(EnumSet.of(HELD_IN_DISPUTE), EnumSet.of(REGISTRAR_PAYABLE)),
  /** Proposed by one person and approved by another. */
  ADJUSTMENT(
      EnumSet.of(INCENTIVE_EXPENSE, REGISTRAR_PAYABLE),
      EnumSet.of(INCENTIVE_EXPENSE, REGISTRAR_PAYABLE)),
  /** A statement was handed to billing. */
  SETTLEMENT(
      EnumSet.of(REGISTRAR_PAYABLE, Account.TAX),
      EnumSet.of(CLAWBACK_RECEIVABLE, SETTLEMENT_CLEARING)),
  /** A claim is given up. */
  WRITE_OFF(EnumSet.of(Account.WRITE_OFF), EnumSet.of(CLAWBACK_RECEIVABLE));

  private final Set<Account> debits;
  private final Set<Account> credits;

  TransactionKind(EnumSet<Account> debits, EnumSet<Account> credits) {
    this.debits = Collections.unmodifiableSet(debits);
    this.credits = Collections.unmodifiableSet(credits);
  }

  /** Whether it may move the account by that side. */
  public boolean moves(Account account, Side side) {
    return switch (side) {
      case DEBIT -> debits.contains(account);
      case CREDIT -> credits.contains(account);
    };
  }

  /** Whether it takes an accrual back. */
  public boolean takesBack() {
    return switch (this) {
      case AGP_REVERSAL, TEST_OF_USE_REVERSAL, FRAUD_REVERSAL, ABUSE_CLAWBACK, PORTFOLIO_CLAWBACK ->
          true;
      case ACCRUAL,
          TIER_ADJUSTMENT,
          MATURITY,
          REINSTATEMENT,
          DISPUTE_HOLD,
          DISPUTE_RELEASE,
          ADJUSTMENT,
          SETTLEMENT,
          WRITE_OFF ->
          false;
    };
  }

  private static final class Sides {
    /** From wherever the money is by then. */
    static final EnumSet<Account> TAKEN =
        EnumSet.of(ACCRUED_LIABILITY, REGISTRAR_PAYABLE, CLAWBACK_RECEIVABLE);
  }
}

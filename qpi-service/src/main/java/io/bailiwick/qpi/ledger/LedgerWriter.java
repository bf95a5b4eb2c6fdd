package io.bailiwick.qpi.ledger;

import io.bailiwick.common.id.Ids;
import io.bailiwick.common.sql.CopyRows;
import io.bailiwick.common.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes transactions in bulk: two COPY for any number of them, in the caller's transaction. */
@ApplicationScoped
class LedgerWriter {

  private final Sql sql;

  @Inject
  LedgerWriter(Sql sql) {
    this.sql = sql;
  }

  /**
   * What is booked together; the database checks it whole at commit.
   *
   * @param by person or machine
   */
  record Booking(UUID id, Instant recordedAt, String by) {}

  Booking open(Instant recordedAt, String by) {
    Booking booking = new Booking(Ids.next(), recordedAt, by);
    sql.update(
        "INSERT INTO ledger_booking (id, recorded_at, booked_by) VALUES (?, ?, ?)",
        booking.id(),
        recordedAt,
        by);
    return booking;
  }

  void write(Booking booking, List<NewTransaction> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    try {
      sql.copy(
          "ledger_transaction (id, booking_id, kind, promotion_id, registrar, currency, amount,"
              + " taxable, quantity, basis, period, matures_at, event_sequence, name, roid,"
              + " accrual_id, reverses, ground, reason, reference, occurred_at, recorded_at,"
              + " pending, payable, held, claimed)",
          rows -> {
            for (NewTransaction transaction : transactions) {
              write(rows, booking, transaction);
            }
          });
      sql.copy(
          "ledger_entry (transaction_id, account, side, amount, currency)",
          rows -> {
            for (NewTransaction transaction : transactions) {
              for (Posting posting : transaction.postings()) {
                rows.id(transaction.id())
                    .text(posting.account().name())
                    .text(posting.side().name())
                    .text(posting.amount().getAmount().toPlainString())
                    .text(posting.amount().getCurrencyUnit().getCode())
                    .end();
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(CopyRows rows, Booking booking, NewTransaction transaction)
      throws SQLException {
    NewTransaction.Source source = transaction.source();
    rows.id(transaction.id())
        .id(booking.id())
        .text(transaction.kind().name())
        .id(transaction.promotion())
        .number(transaction.registrar().ianaId())
        .text(transaction.amount().getCurrencyUnit().getCode())
        .text(transaction.amount().getAmount().toPlainString())
        .flag(transaction.taxable())
        .number(source.quantity())
        .text(text(source.basis()))
        .text(source.period())
        .time(source.maturesAt())
        .text(text(source.eventSequence()))
        .text(source.name())
        .text(source.roid())
        .text(text(transaction.accrual()))
        .text(text(transaction.reverses()))
        .text(text(transaction.ground()))
        .text(transaction.reason())
        .text(transaction.reference())
        .time(source.occurredAt())
        .time(booking.recordedAt())
        .text(change(transaction, Account.ACCRUED_LIABILITY))
        .text(change(transaction, Account.REGISTRAR_PAYABLE))
        .text(change(transaction, Account.HELD_IN_DISPUTE))
        .text(change(transaction, Account.CLAWBACK_RECEIVABLE))
        .end();
  }

  /** What the registrar gains on an account; the database holds it against the entries. */
  private static String change(NewTransaction transaction, Account account) {
    BigDecimal change = BigDecimal.ZERO;
    for (Posting posting : transaction.postings()) {
      if (posting.account() == account) {
        change = change.subtract(posting.signed().getAmount());
      }
    }
    return change.toPlainString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}

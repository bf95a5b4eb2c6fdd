package io.bailiwick.qpi.ledger;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether what was booked adds up: the database refuses what does not, so this is always 0. */
@Singleton
class LedgerGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        DatabaseGauge.count(
            "bailiwick.ledger.unbalanced",
            "Of the transactions of the last 1000 entries, those whose debits are not their credits",
            """
            SELECT count(*) AS value FROM (
                SELECT FROM ledger_entry
                WHERE transaction_id IN (
                    SELECT transaction_id FROM ledger_entry ORDER BY sequence DESC LIMIT 1000)
                GROUP BY transaction_id, currency
                HAVING sum(CASE side WHEN 'DEBIT' THEN amount ELSE -amount END) <> 0) u
            """));
  }
}

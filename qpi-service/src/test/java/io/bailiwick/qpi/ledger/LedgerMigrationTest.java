package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was booked by an earlier version is there, row by row and to the cent, in this one. */
class LedgerMigrationTest {

  private static final String PROMOTION = "0197a6c0-0000-7000-8000-000000000001";

  @Test
  void keepsEveryRowAndSumOfTheFirstLedger() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      migrate(postgres, "202611210303");
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(
            """
            INSERT INTO promotion VALUES ('%s', 'spring', 'Spring', '2026-01-01Z', '2026-04-01Z', 60, 1, 2.00, 'USD',
                '{1}', 10, 100, 'Until 1 April 2026.', 'PUBLISHED', 'amy', '2025-12-01Z', 'bob', '2025-12-02Z');
            INSERT INTO promotion_account (promotion_id, budget, owed, event_cursor) VALUES ('%1$s', 100, 4.50, 7);
            INSERT INTO registrar_account VALUES ('%1$s', 90001, 10, 2);
            """
                .replace("('%s'", "('%1$s'")
                .formatted(PROMOTION));
        book(statement, 1, "ACCRUAL", "a", "2.00", "2026-01-10T10:00:00Z", null);
        book(statement, 2, "ACCRUAL", "b", "2.00", "2026-01-11T10:00:00Z", null);
        book(statement, 3, "ACCRUAL", "c", "2.50", "2026-01-12T10:00:00Z", null);
        book(statement, 7, "AGP_REVERSAL", "b", "2.00", "2026-01-13T10:00:00Z", 2);
        connection.commit();
      }
      migrate(postgres, "latest");
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        assertThat(
                rows(
                    statement,
                    """
                    SELECT concat_ws(' ', right(id::text, 1), kind, event_sequence, name, amount, pending, payable,
                                     right(accrual_id::text, 1), to_char(recorded_at AT TIME ZONE 'UTC', 'MM-DD'))
                    FROM ledger_transaction ORDER BY event_sequence
                    """))
            .containsExactly(
                "1 ACCRUAL 1 a.org 2.00 2.00 0 01-10",
                "2 ACCRUAL 2 b.org 2.00 2.00 0 01-11",
                "3 ACCRUAL 3 c.org 2.50 2.50 0 01-12",
                "7 AGP_REVERSAL 7 b.org 2.00 -2.00 0 2 01-13");
        assertThat(
                rows(
                    statement,
                    """
                    SELECT concat_ws(' ', account, side, count(*), sum(amount))
                    FROM ledger_entry GROUP BY account, side ORDER BY account, side
                    """))
            .containsExactly(
                "ACCRUED_LIABILITY CREDIT 3 6.50",
                "ACCRUED_LIABILITY DEBIT 1 2.00",
                "INCENTIVE_EXPENSE CREDIT 1 2.00",
                "INCENTIVE_EXPENSE DEBIT 3 6.50");
        assertThat(
                rows(
                    statement,
                    "SELECT concat_ws(' ', name, counted, given, taken, pending) FROM accrual ORDER BY name"))
            .containsExactly(
                "a.org t 2.00 0 2.00", "b.org f 2.00 2.00 0.00", "c.org t 2.50 0 2.50");
        assertThat(
                rows(
                    statement,
                    "SELECT concat_ws(' ', committed, committed_names, budget, event_cursor) FROM promotion_account"))
            .containsExactly("4.50 2 100 7");
        assertThat(
                rows(
                    statement,
                    "SELECT concat_ws(' ', to_char(day, 'MM-DD'), pending, payable, lines) FROM ledger_day ORDER BY day"))
            .containsExactly(
                "01-10 2.00 0 1", "01-11 2.00 0 1", "01-12 2.50 0 1", "01-13 -2.00 0 1");
      }
    }
  }

  private static void migrate(EmbeddedPostgres postgres, String target) {
    var unused =
        Flyway.configure()
            .dataSource(postgres.getPostgresDatabase())
            .locations("classpath:db/migration")
            .placeholders(Map.of("application", "postgres"))
            .target(target)
            .load()
            .migrate();
  }

  private static void book(
      Statement statement,
      int event,
      String kind,
      String name,
      String amount,
      String at,
      @Nullable Integer reverses)
      throws Exception {
    boolean accrues = kind.equals("ACCRUAL");
    statement.execute(
        """
        INSERT INTO ledger_transaction VALUES ('%s', '%s', '%s', 90001, %d, '%s.org', '%s-ORG', %s, '%s', '%s');
        INSERT INTO ledger_entry (transaction_id, account, side, amount, currency) VALUES
            ('%1$s', 'INCENTIVE_EXPENSE', '%11$s', %12$s, 'USD'),
            ('%1$s', 'REGISTRAR_PAYABLE', '%13$s', %12$s, 'USD');
        """
            .formatted(
                id(event),
                kind,
                PROMOTION,
                event,
                name,
                name.toUpperCase(Locale.ROOT),
                reverses == null ? "NULL" : "'" + id(reverses) + "'",
                at,
                at,
                "",
                accrues ? "DEBIT" : "CREDIT",
                amount,
                accrues ? "CREDIT" : "DEBIT"));
  }

  private static String id(int event) {
    return "0197a6c0-0000-7000-9000-00000000000" + event;
  }

  private static List<String> rows(Statement statement, String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}

package io.bailiwick.qpi.ledger;

import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.qpi.ingest.RegistrationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Events that a limit kept from earning; they wait for its reversal, which may never come. */
@ApplicationScoped
class PausedCreates {

  /** How it ended with one. */
  enum Ended {
    DELETED,
    ACCRUED,
    DECLINED
  }

  private final Sql sql;

  @Inject
  PausedCreates(Sql sql) {
    this.sql = sql;
  }

  void keep(UUID promotion, List<RegistrationEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    try {
      sql.copy(
          "paused_create (promotion_id, event_sequence, type, name, roid, registrar, occurred_at,"
              + " years, premium, price, price_currency)",
          rows -> {
            for (RegistrationEvent event : events) {
              RegistrationEvent.Price price = event.price();
              Integer years = event.years();
              Boolean premium = event.premium();
              rows.id(promotion)
                  .number(event.sequence())
                  .text(event.type().name())
                  .text(event.name())
                  .text(event.roid())
                  .number(event.registrar().ianaId())
                  .time(event.occurredAt())
                  .text(years == null ? null : years.toString())
                  .text(premium == null ? null : premium.toString())
                  .text(price == null ? null : price.amount().toPlainString())
                  .text(price == null ? null : price.currency())
                  .end();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was deleted in the add grace period never earns. */
  void deleted(UUID promotion, Collection<String> roids) {
    if (!roids.isEmpty()) {
      sql.update(
          "UPDATE paused_create SET ended = ? WHERE promotion_id = ? AND roid = ANY (?) AND ended IS NULL",
          Ended.DELETED,
          promotion,
          roids);
    }
  }

  void ended(UUID promotion, Collection<Long> sequences, Ended how) {
    sql.update(
        """
        UPDATE paused_create SET ended = ?
        WHERE promotion_id = ? AND event_sequence = ANY (?::text[]::bigint[])
        """,
        how,
        promotion,
        sequences.stream().map(String::valueOf).toList());
  }

  /** Those that wait, in the order of their events. */
  List<RegistrationEvent> waiting(UUID promotion, long after, int limit) {
    return sql.list(
        """
        SELECT * FROM paused_create
        WHERE promotion_id = ? AND event_sequence > ? AND ended IS NULL ORDER BY event_sequence LIMIT ?
        """,
        PausedCreates::event,
        promotion,
        after,
        limit);
  }

  private static RegistrationEvent event(Columns row) throws SQLException {
    Long years = row.numberOrNull("years");
    BigDecimal price = row.decimalOrNull("price");
    return new RegistrationEvent(
        row.number("event_sequence"),
        row.constant("type", RegistrationEvent.Kind.class),
        row.text("name"),
        row.text("roid"),
        row.registrar("registrar"),
        row.time("occurred_at"),
        years == null ? null : Math.toIntExact(years),
        row.flagOrNull("premium"),
        price == null ? null : new RegistrationEvent.Price(price, row.text("price_currency")));
  }
}

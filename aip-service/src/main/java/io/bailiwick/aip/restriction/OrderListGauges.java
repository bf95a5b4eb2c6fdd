package io.bailiwick.aip.restriction;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** How long enforcement points can go on with what they have. */
@Singleton
class OrderListGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        new DatabaseGauge(
            "bailiwick.order.list.valid",
            "seconds",
            "Until the newest signed list of orders is over; not a number where there is none",
            """
            SELECT extract(epoch FROM valid_until - now()) AS value
            FROM order_list ORDER BY serial DESC LIMIT 1
            """));
  }
}

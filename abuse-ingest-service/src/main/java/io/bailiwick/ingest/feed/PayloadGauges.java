package io.bailiwick.ingest.feed;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** How much of what feeds say cannot be used. */
@Singleton
class PayloadGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        new DatabaseGauge(
            "bailiwick.payload.rejected",
            "ratio",
            "Share of the rows of the last 200 payloads that were rejected",
            """
            SELECT coalesce(sum(rows_rejected) / nullif(sum(rows_read), 0), 0) AS value
            FROM (SELECT rows_read, rows_rejected FROM payload ORDER BY id DESC LIMIT 200) p
            """));
  }
}

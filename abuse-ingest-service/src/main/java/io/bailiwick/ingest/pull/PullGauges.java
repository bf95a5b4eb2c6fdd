package io.bailiwick.ingest.pull;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether work of a replica that has died is taken over. */
@Singleton
class PullGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        DatabaseGauge.late(
            "bailiwick.pull.lapsed",
            "Since the lease of a fetch ran out that nobody has taken over",
            """
            SELECT coalesce(extract(epoch FROM now() - min(lease_until)), 0) AS value
            FROM feed_pull WHERE lease_until < now()
            """));
  }
}

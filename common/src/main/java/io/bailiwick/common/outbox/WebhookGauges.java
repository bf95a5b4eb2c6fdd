package io.bailiwick.common.outbox;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** How far behind the pushing of events is. */
@Singleton
class WebhookGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        DatabaseGauge.late(
            "bailiwick.webhook.late",
            "Since the delivery of an event to a subscriber was due that nobody has tried",
            """
            SELECT coalesce(extract(epoch FROM now() - min(d.next_attempt_at)), 0) AS value
            FROM webhook_delivery d
            JOIN webhook w ON w.id = d.webhook_id AND w.removed_at IS NULL
            WHERE d.delivered_at IS NULL AND d.next_attempt_at <= now() AND d.attempts < %d
            """
                .formatted(Webhooks.ATTEMPTS)),
        DatabaseGauge.count(
            "bailiwick.webhook.failing",
            "Deliveries that were tried in vain and are not given up",
            """
            SELECT count(*) AS value
            FROM webhook_delivery d
            JOIN webhook w ON w.id = d.webhook_id AND w.removed_at IS NULL
            WHERE d.delivered_at IS NULL AND d.attempts BETWEEN 1 AND %d
            """
                .formatted(Webhooks.ATTEMPTS - 1)));
  }
}

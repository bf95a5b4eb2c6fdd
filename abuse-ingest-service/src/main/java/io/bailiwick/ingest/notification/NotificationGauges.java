package io.bailiwick.ingest.notification;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether registrars are told in time. */
@Singleton
class NotificationGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        DatabaseGauge.late(
            "bailiwick.notification.late",
            "Since an attempt to tell a registrar was due that nobody has made",
            """
            SELECT coalesce(extract(epoch FROM now() - min(next_attempt_at)), 0) AS value
            FROM notification_delivery WHERE next_attempt_at <= now()
            """));
  }
}

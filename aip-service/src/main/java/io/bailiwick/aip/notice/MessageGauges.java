package io.bailiwick.aip.notice;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether registrars are told of their cases in time. */
@Singleton
class MessageGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        DatabaseGauge.late(
            "bailiwick.message.late",
            "Since an attempt to send a message of a case was due that nobody has made",
            """
            SELECT coalesce(extract(epoch FROM now() - min(next_attempt_at)), 0) AS value FROM (
                SELECT min(next_attempt_at) AS next_attempt_at FROM case_message_round
                WHERE next_attempt_at <= now()
                UNION ALL
                SELECT min(next_attempt_at) FROM case_delivery WHERE next_attempt_at <= now()) due
            """));
  }
}

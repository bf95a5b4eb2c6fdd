package io.bailiwick.ingest.correction;

import io.bailiwick.common.gauge.DatabaseGauge;
import io.bailiwick.common.gauge.Gauges;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether claims of false positives are decided in time. */
@Singleton
class CorrectionGauges implements Gauges {
  @Override
  public List<DatabaseGauge> gauges() {
    return List.of(
        DatabaseGauge.count(
            "bailiwick.correction.open",
            "Corrections and contests that wait for a decision",
            """
            SELECT count(*) AS value FROM correction
            WHERE state IN ('FILED', 'MORE_INFORMATION_ASKED')
            """),
        DatabaseGauge.count(
            "bailiwick.correction.overdue",
            "Corrections and contests whose time to be decided has passed",
            """
            SELECT count(*) AS value FROM correction
            WHERE state IN ('FILED', 'MORE_INFORMATION_ASKED') AND due_at < now()
            """));
  }
}

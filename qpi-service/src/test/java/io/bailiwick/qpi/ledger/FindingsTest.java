package io.bailiwick.qpi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.qpi.ingest.IncidentChanges.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final UUID DECIDED = new UUID(0, 1);
  private static final UUID LISTED = new UUID(0, 2);

  @Test
  void takesTheLastDecisionForTheTimeOfAFindingAndNotALaterListing() {
    assertThat(
            Findings.changedAt(
                List.of(
                    change(DECIDED, "OBSERVATIONS", "2026-01-02T00:00:00Z"),
                    change(DECIDED, "PERSON", "2026-01-05T00:00:00Z"),
                    change(LISTED, "OBSERVATIONS", "2026-01-06T00:00:00Z"),
                    change(DECIDED, "OBSERVATIONS", "2026-03-01T00:00:00Z"),
                    change(LISTED, "REGISTRATION", "2026-03-02T00:00:00Z"))))
        .isEqualTo(
            Map.of(
                DECIDED,
                Instant.parse("2026-01-05T00:00:00Z"),
                LISTED,
                Instant.parse("2026-03-02T00:00:00Z")));
  }

  private static Change change(UUID incident, String cause, String at) {
    return new Change(1, incident, cause, Instant.parse(at), "x");
  }
}

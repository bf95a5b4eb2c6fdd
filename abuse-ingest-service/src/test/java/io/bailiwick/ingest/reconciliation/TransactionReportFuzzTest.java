package io.bailiwick.ingest.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.ingest.Mutations;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransactionReportFuzzTest {

  @Test
  void readsOrRefusesWhateverComes() {
    byte[] report =
        new TransactionReportFixture()
            .row("\"Example, Inc.\"", 90001, Map.of("total-domains", 4L))
            .row("Registry", 9999, Map.of("total-domains", 3L))
            .csv()
            .getBytes(UTF_8);
    Mutations.survives(
        List.of(report),
        input ->
            new TransactionReportReader("org")
                .read(new ByteArrayInputStream(input)).stream()
                    .map(row -> row.line() + " " + row.registrar() + " " + row.name())
                    .toList(),
        Refusal.class);
  }
}

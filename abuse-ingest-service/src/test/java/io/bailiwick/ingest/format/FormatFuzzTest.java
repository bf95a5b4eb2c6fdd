package io.bailiwick.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.ingest.Mutations;
import io.bailiwick.ingest.rejection.Refusal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatFuzzTest {

  /** Each row is a report, a withdrawal or unreadable, so rows in are rows accounted for. */
  @ParameterizedTest
  @EnumSource
  void readsOrRefusesWhateverComes(FormatName format) {
    Mutations.survives(
        List.of(
            Samples.bytes(format), Samples.bytes(FormatName.STIX), Samples.bytes(FormatName.LIST)),
        input -> {
          List<Row> rows = Samples.read(format, input);
          long line = 0;
          for (Row row : rows) {
            assertThat(row.line()).isGreaterThanOrEqualTo(line);
            assertThat(row.raw().length()).isLessThanOrEqualTo(Lines.RAW_LIMIT);
            line = row.line();
          }
          return rows;
        },
        Refusal.class);
  }
}

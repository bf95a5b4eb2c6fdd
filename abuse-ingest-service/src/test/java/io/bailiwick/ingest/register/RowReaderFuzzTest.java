package io.bailiwick.ingest.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.ingest.Mutations;
import io.bailiwick.ingest.format.Lines;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.rejection.RejectionReason;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowReaderFuzzTest {

  @Test
  void readsOrRefusesWhateverComes() {
    Mutations.survives(
        List.of(
            "name,usage\na.org,PARKED\n\"b.org\",\n".getBytes(UTF_8),
            "{\"name\":\"a.org\",\"usage\":\"PARKED\",\"other\":{\"deep\":[1,2]}}\n{\"name\":\"b.org\"}\n"
                .getBytes(UTF_8)),
        input -> {
          List<String> seen = new ArrayList<>();
          RowReader.read(
              new Lines(new ByteArrayInputStream(input)),
              Set.of("name", "usage"),
              Set.of("name"),
              new RowReader.Sink() {
                @Override
                public void row(long line, String raw, Cells cells) {
                  seen.add(line + " " + cells.get("name") + " " + cells.get("usage"));
                }

                @Override
                public void unreadable(
                    long line, String raw, RejectionReason reason, String detail) {
                  seen.add(line + " " + reason);
                }
              });
          return seen;
        },
        Refusal.class);
  }
}

package io.bailiwick.ingest.zone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.ingest.Mutations;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasterFileFuzzTest {
  private static final String ZONE =
      """
      $ORIGIN org.
      $TTL 3600
      @  IN SOA a.nic.org. b.nic.org. ( 2026010501 7200
                                        600 3600000 60 ) ; end
      a  3600 IN NS ns1.example.net.
         NS ns2.example.net.
      b  TXT "a \\"b\\" \\065 c" d
      """;

  @Test
  void readsOrRefusesWhateverComes() {
    Mutations.survives(
        List.of(ZONE.getBytes(UTF_8)),
        input -> {
          List<String> records = new ArrayList<>();
          new MasterFile(new ByteArrayInputStream(input), "org")
              .read((owner, type, data) -> records.add(owner + " " + type + " " + data));
          return records;
        },
        Refusal.class);
  }
}

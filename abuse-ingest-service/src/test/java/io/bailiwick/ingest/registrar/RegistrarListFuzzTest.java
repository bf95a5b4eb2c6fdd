package io.bailiwick.ingest.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.ingest.Mutations;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrarListFuzzTest {

  @Test
  void readsOrRefusesWhateverComes() {
    String list =
        """
        ID,Registrar Name,Status,RDAP Base URL
        1,Reserved,Reserved,
        2,"Example, Inc.",Accredited,https://rdap.example/
        4,Old One,Terminated,
        """;
    Mutations.survives(
        List.of(list.getBytes(UTF_8)),
        input -> RegistrarListReader.read(new ByteArrayInputStream(input)),
        Refusal.class);
  }
}

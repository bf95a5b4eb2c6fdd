package io.bailiwick.ingest.registrar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.ingest.SharedData;
import io.bailiwick.ingest.registrar.RegistrarListReader.Entry;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrarListReaderTest {
  private static final String HEADER = "ID,Registrar Name,Status,RDAP Base URL\n";

  private static List<Entry> read(String csv) throws IOException {
    return RegistrarListReader.read(new ByteArrayInputStream(csv.getBytes(UTF_8)));
  }

  private static void refused(String csv, String detail) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(csv))
        .satisfies(refusal -> assertThat(refusal.detail()).contains(detail));
  }

  @Test
  void readsNamesWithCommasAndEntriesWithoutRdap() throws IOException {
    assertThat(
            read(
                HEADER
                    + "1,Reserved,Reserved,\n"
                    + "2,\"Example, Inc.\",Accredited,https://rdap.example/\n"
                    + "4,Old One,Terminated,\n"))
        .containsExactly(
            new Entry(RegistrarId.of(1), "Reserved", IanaStatus.RESERVED, null),
            new Entry(
                RegistrarId.of(2), "Example, Inc.", IanaStatus.ACCREDITED, "https://rdap.example/"),
            new Entry(RegistrarId.of(4), "Old One", IanaStatus.TERMINATED, null));
  }

  @Test
  void refusesWhatIsNotTheList() {
    refused("<table>\n", "The first line is not");
    refused(HEADER, "The list has no rows");
    refused(HEADER + "2,One,Accredited\n", "Line 2: it has 3 columns instead of 4");
    refused(HEADER + "two,One,Accredited,\n", "Line 2: the identifier is no IANA ID");
    refused(HEADER + "2,One,Suspended,\n", "Line 2: the status is none of");
    refused(
        HEADER + "2,One,Accredited,\n2,Two,Accredited,\n", "Line 3: the identifier stands twice");
    refused(HEADER + "2,,Accredited,\n", "Line 2: the name is empty");
  }

  /**
   * Counted in the file with a text tool: lines less the header, and those that end in Reserved.
   */
  @Test
  void readsTheRealList() throws IOException {
    try (InputStream in = Files.newInputStream(SharedData.file("icann/iana-registrar-ids.csv"))) {
      List<Entry> entries = RegistrarListReader.read(in);
      assertThat(entries).hasSize(4177);
      assertThat(entries).filteredOn(e -> e.status() == IanaStatus.RESERVED).hasSize(15);
      assertThat(entries)
          .contains(
              new Entry(
                  RegistrarId.of(2),
                  "Network Solutions, LLC",
                  IanaStatus.ACCREDITED,
                  "https://rdap.networksolutions.com/rdap/"));
    }
  }
}

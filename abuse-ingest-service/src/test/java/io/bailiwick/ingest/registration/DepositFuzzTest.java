package io.bailiwick.ingest.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.ingest.Mutations;
import io.bailiwick.ingest.content.Bounds;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepositFuzzTest {
  private static final String DOMAIN =
      "a.org,1-ORG,reg1,reg2,2025-01-01T00:00:00.0Z,2027-01-01T00:00:00Z,2025-06-01T00:00:00Z\n";

  /** RFC 9022's elements, a domain and a registrar. */
  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rde:deposit xmlns:rde="urn:ietf:params:xml:ns:rde-1.0" type="FULL" id="20260105001">
        <rde:watermark>2026-01-05T00:00:00Z</rde:watermark>
        <rde:rdeMenu><rde:version>1.0</rde:version><rde:objURI>urn:ietf:params:xml:ns:rdeDomain-1.0</rde:objURI></rde:rdeMenu>
        <rde:contents>
          <rdeHeader:header xmlns:rdeHeader="urn:ietf:params:xml:ns:rdeHeader-1.0"><rdeHeader:tld>org</rdeHeader:tld>
            <rdeHeader:count uri="urn:ietf:params:xml:ns:rdeDomain-1.0">1</rdeHeader:count></rdeHeader:header>
          <rdeDom:domain xmlns:rdeDom="urn:ietf:params:xml:ns:rdeDomain-1.0"><rdeDom:name>a.org</rdeDom:name>
            <rdeDom:roid>1-ORG</rdeDom:roid><rdeDom:status s="ok"/><rdeDom:clID>reg1</rdeDom:clID>
            <rdeDom:crDate>2025-01-01T00:00:00Z</rdeDom:crDate></rdeDom:domain>
        </rde:contents>
      </rde:deposit>
      """;

  @Test
  void opensOrRefusesArchivesWhateverTheyHold() {
    List<byte[]> samples =
        List.of(
            DepositFixture.full("20260105", "2026-01-05T00:00:00Z")
                .registrars("reg1,\"Registrar, One\",90001,ok\n")
                .domains(DOMAIN + "b.org,2-ORG,reg1\n")
                .zip(),
            DepositFixture.diff("20260106", "20260105", "2026-01-06T00:00:00Z")
                .domains(DOMAIN)
                .deletes("c.org\n")
                .count(7)
                .zip(),
            XML.getBytes(UTF_8));
    Mutations.survives(samples, DepositFuzzTest::rows, Refusal.class);
  }

  /** The archive's checksums stop most damage; here it is within the tables themselves. */
  @Test
  void readsOrRefusesTablesWhateverTheyHold() {
    Mutations.survives(
        List.of((DOMAIN + DOMAIN.replace("a.org", "\"b.org\"")).getBytes(UTF_8)),
        input ->
            rows(
                DepositFixture.full("20260105", "2026-01-05T00:00:00Z")
                    .domains(new String(input, UTF_8))
                    .zip()),
        Refusal.class);
  }

  @Test
  void readsOrRefusesXmlWhateverItHolds() {
    Mutations.survives(
        List.of(XML.getBytes(UTF_8)),
        input -> {
          List<String> seen = new ArrayList<>();
          try (XmlCursor cursor = new XmlCursor(new ByteArrayInputStream(input))) {
            while (cursor.next()) {
              if (cursor.isStart()) {
                seen.add(cursor.name() + " " + cursor.attribute("id"));
              }
            }
          }
          return seen;
        },
        Refusal.class);
  }

  private static List<String> rows(byte[] bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Content content = Content.receive(new ByteArrayInputStream(bytes), 2 << 20);
        DepositArchive archive = new DepositArchive(content, new Bounds(4 << 20, 200))) {
      for (DepositManifest.Table table : archive.manifest().contents()) {
        try (TableRows read = archive.open(table)) {
          while (read.next()) {
            rows.add(read.line() + " " + read.fault());
          }
        }
      }
    }
    return rows;
  }
}

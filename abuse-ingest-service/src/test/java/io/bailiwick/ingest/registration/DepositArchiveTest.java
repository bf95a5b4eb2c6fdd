package io.bailiwick.ingest.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.ingest.content.Bounds;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.rejection.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepositArchiveTest {
  private static final String DOMAIN =
      "a.org,1-ORG,reg1,reg2,2025-01-01T00:00:00.0Z,2027-01-01T00:00:00Z,2025-06-01T00:00:00Z\n";

  @Test
  void readsTheContainerAndItsTables() throws IOException {
    byte[] zip =
        DepositFixture.diff("20260106", "20260105", "2026-01-06T00:00:00Z")
            .registrars("reg1,\"Registrar, One\",90001,ok\n")
            .domains(DOMAIN + "b.org,2-ORG,reg1\n")
            .deletes("c.org\r\n\r\n d.org \r\n")
            .count(7)
            .zip();
    try (Content content = content(zip);
        DepositArchive archive = archive(content)) {
      DepositManifest manifest = archive.manifest();
      assertThat(manifest.type()).isEqualTo(DepositType.DIFF);
      assertThat(manifest.id()).isEqualTo("20260106");
      assertThat(manifest.previousId()).isEqualTo("20260105");
      assertThat(manifest.watermark()).isEqualTo("2026-01-06T00:00:00Z");
      assertThat(manifest.tld()).isEqualTo("org");
      assertThat(manifest.domainCount()).isEqualTo(7);
      assertThat(rows(archive, manifest.content("registrar").orElseThrow(), "fName", "fGurid"))
          .containsExactly("Registrar, One|90001");
      assertThat(
              rows(archive, manifest.content("domain").orElseThrow(), "fName", "fClID", "fUpDate"))
          .containsExactly("a.org|reg1|null", "2: 3 columns instead of 7 in domain.");
      assertThat(rows(archive, manifest.delete("domain").orElseThrow(), "fName"))
          .containsExactly("c.org", "d.org");
      assertThat(manifest.content("dnssec")).isEmpty();
    }
  }

  @Test
  void refusesABrokenChecksum() {
    assertRefused(
        DepositFixture.full("1", "2026-01-06T00:00:00Z").domains(DOMAIN).brokenChecksum().zip(),
        "checksum");
  }

  @Test
  void refusesDocumentTypesAndEntities() {
    assertRefused(
        DepositFixture.full("1", "2026-01-06T00:00:00Z")
            .prolog("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>")
            .domains(DOMAIN)
            .zip(),
        "document type");
    assertRefused(
        DepositFixture.full("1", "&e;")
            .prolog("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x\">")
            .zip(),
        "document type");
    assertRefused(DepositFixture.full("1", "&e;").zip(), "entities");
  }

  @Test
  void refusesWhatIsNoDeposit() {
    assertRefused(new byte[] {'P', 'K', 3, 4, 0, 0}, "ZIP");
    assertRefused("x".getBytes(java.nio.charset.StandardCharsets.UTF_8), "ZIP");
    assertRefused(DepositFixture.full("1", "yesterday").zip(), "watermark");
    assertRefused(
        DepositFixture.full("too_long_an_identifier", "2026-01-06T00:00:00Z").zip(), "identifier");
  }

  private static void assertRefused(byte[] zip, String part) {
    assertThatThrownBy(
            () -> {
              try (Content content = content(zip);
                  DepositArchive archive = archive(content)) {
                for (var table : archive.manifest().contents()) {
                  rows(archive, table, "fName");
                }
              }
            })
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(part);
  }

  private static Content content(byte[] zip) throws IOException {
    return Content.receive(new ByteArrayInputStream(zip), 1 << 20);
  }

  private static DepositArchive archive(Content content) throws IOException {
    return new DepositArchive(content, new Bounds(1 << 20, 100));
  }

  private static List<String> rows(
      DepositArchive archive, DepositManifest.Table table, String... fields) throws IOException {
    List<String> rows = new ArrayList<>();
    try (TableRows read = archive.open(table)) {
      while (read.next()) {
        if (read.fault() != null) {
          rows.add(read.line() + ": " + read.fault());
          continue;
        }
        List<String> cells = new ArrayList<>();
        for (String field : fields) {
          cells.add(String.valueOf(read.get(read.column(field))));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }
}

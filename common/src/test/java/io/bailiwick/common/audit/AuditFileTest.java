package io.bailiwick.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain written by hand, by the description of the entry and not by the code under test. */
class AuditFileTest {
  private static final String SALT = "000102030405060708090a0b0c0d0e0f";

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>(List.of("0".repeat(64)));

  @BeforeEach
  void writesFourEntries() {
    add("policy.proposed", "{\"origin\":\"ours\"}", false);
    add("report.filed", "{\"reporter\":\"Jo\"}", true);
    add("audit.redacted", "{\"reason\":\"erasure\",\"sequence\":2}", false);
    add("policy.approved", "{\"version\":1}", false);
  }

  private void add(String action, String content, boolean redacted) {
    int sequence = lines.size() + 1;
    byte[] salt = HexFormat.of().parseHex(SALT);
    byte[] text = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] both = new byte[salt.length + text.length];
    System.arraycopy(salt, 0, both, 0, salt.length);
    System.arraycopy(text, 0, both, salt.length, text.length);
    String digest = Hashes.sha256Hex(both);
    String hash =
        Hashes.sha256Hex(
            "[%d,\"2026-01-0%dT00:00:00Z\",\"alice\",\"%s\",\"a/b\",\"%s\",\"%s\"]"
                .formatted(sequence, sequence, action, digest, hashes.getLast()));
    lines.add(
        "{\"sequence\":%d,\"at\":\"2026-01-0%dT00:00:00Z\",\"actor\":\"alice\",\"action\":\"%s\",\"subject\":\"a/b\",\"contentDigest\":\"%s\",\"previousHash\":\"%s\",\"hash\":\"%s\",\"salt\":%s,\"content\":%s}"
            .formatted(
                sequence,
                sequence,
                action,
                digest,
                hashes.getLast(),
                hash,
                redacted ? "null" : "\"" + SALT + "\"",
                redacted ? "null" : content));
    hashes.add(hash);
  }

  private AuditVerification verify(String known) throws IOException {
    return AuditFile.verify(
        Files.writeString(folder.resolve("audit.ndjson"), String.join("\n", lines) + "\n"), known);
  }

  @Test
  void aWholeChainIsValidAlsoWhereContentWasRedacted() throws IOException {
    assertThat(verify(null)).isEqualTo(new AuditVerification(true, 4, 1, hashes.get(4), null));
    assertThat(verify(hashes.get(2)).valid()).isTrue();
  }

  @Test
  void namesTheFirstEntryThatWasChanged() throws IOException {
    lines.set(1, lines.get(1).replace("alice", "mallory"));
    lines.set(3, lines.get(3).replace("alice", "mallory"));
    assertThat(verify(null).fault()).isEqualTo("Entry 2 was changed.");
    assertThat(verify(null).entries()).isEqualTo(1);
  }

  @Test
  void namesTheEntryWhoseContentWasChanged() throws IOException {
    lines.set(3, lines.get(3).replace("\"version\":1", "\"version\":2"));
    assertThat(verify(null).fault()).isEqualTo("The content of entry 4 was changed.");
  }

  @Test
  void namesTheEntryThatIsMissing() throws IOException {
    lines.remove(1);
    assertThat(verify(null).fault()).isEqualTo("Entry 2 is missing.");
    lines.removeFirst();
    assertThat(verify(null).fault()).isEqualTo("Entry 1 is missing.");
  }

  @Test
  void seesThatTheEndWasCutOffByAHashThatWasNoted() throws IOException {
    lines.removeLast();
    assertThat(verify(null).valid()).isTrue();
    assertThat(verify(hashes.get(4)).fault())
        .startsWith("The chain ends at entry 3 and never had the hash that was noted");
  }

  @Test
  void contentThatIsGoneWithoutARedactionIsAFault() throws IOException {
    lines.set(0, lines.get(0).replace("{\"origin\":\"ours\"}", "null").replace(SALT, SALT));
    assertThat(verify(null).fault()).isEqualTo("The content of entry 1 is there in part only.");
    lines.set(0, lines.get(0).replace("\"" + SALT + "\"", "null"));
    assertThat(verify(null).fault())
        .isEqualTo("The content of entry 1 is missing without a redaction.");
  }

  @Test
  void aLineThatIsCutIsNamed() throws IOException {
    lines.set(2, lines.get(2).substring(0, 100));
    assertThat(verify(null).fault()).isEqualTo("Entry 3 cannot be read.");
  }

  @Test
  void decimalsAreAsTheyWereWritten() throws IOException {
    add("fee.set", CanonicalJson.text(Map.of("fee", new java.math.BigDecimal("1200.00"))), false);
    assertThat(verify(null).valid()).isTrue();
  }
}

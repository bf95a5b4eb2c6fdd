package io.bailiwick.common.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.common.json.CanonicalJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An audit trail in a file, as {@code /v1/audit-entries} gives it with {@code Accept:
 * application/x-ndjson}: one entry a line. It is verified without the service that wrote it.
 */
public final class AuditFile {
  /** Longer than any entry; a file without line ends is not read into memory. */
  private static final int LONGEST_LINE = 16_000_000;

  private AuditFile() {}

  /**
   * Follows the chain in the file.
   *
   * @param known hash of an entry that was noted earlier, hexadecimal; the chain must contain it.
   *     Only this shows that the newest entries were cut off. Null for none
   * @throws IOException if the file cannot be read
   */
  public static AuditVerification verify(Path file, @Nullable String known) throws IOException {
    AuditWalk walk = new AuditWalk();
    boolean met = known == null || known.equals(AuditChain.START);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = line(lines); line != null; line = line(lines)) {
        try {
          AuditEntry entry = entry(line);
          if (!walk.follows(entry)) {
            return walk.result();
          }
          met |= entry.hash().equals(known);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
          return with(walk.result(), "Entry " + (walk.result().entries() + 1) + " cannot be read.");
        }
      }
    }
    AuditVerification result = walk.result();
    return result.valid() && !met
        ? with(
            result,
            "The chain ends at entry "
                + result.entries()
                + " and never had the hash that was noted: newer entries are missing, or it is another chain.")
        : result;
  }

  private static AuditVerification with(AuditVerification result, String fault) {
    return new AuditVerification(
        false, result.entries(), result.redacted(), result.headHash(), fault);
  }

  private static @Nullable String line(BufferedReader lines) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = lines.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      if (line.length() > LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE + " characters");
      }
      next = lines.read();
    }
    return line.toString();
  }

  private static AuditEntry entry(String line) throws IOException {
    JsonNode tree = CanonicalJson.tree(line);
    JsonNode content = tree.path("content");
    return new AuditEntry(
        tree.path("sequence").asLong(),
        Instant.parse(text(tree, "at")),
        text(tree, "actor"),
        text(tree, "action"),
        text(tree, "subject"),
        text(tree, "contentDigest"),
        text(tree, "previousHash"),
        text(tree, "hash"),
        tree.path("salt").isTextual() ? tree.path("salt").textValue() : null,
        content.isMissingNode() || content.isNull() ? null : content);
  }

  private static String text(JsonNode tree, String member) {
    JsonNode value = tree.path(member);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(member + " is missing");
    }
    return value.textValue();
  }
}

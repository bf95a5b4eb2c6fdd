package io.bailiwick.common.audit;

import io.bailiwick.common.json.CanonicalJson;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain of entries from its start to the first fault. Memory does not grow with the
 * chain, but for redactions.
 */
public final class AuditWalk {
  private static final HexFormat HEX = HexFormat.of();

  private final Set<Long> withoutContent = new TreeSet<>();
  private final Set<Long> redacted = new TreeSet<>();
  private long entries;
  private String head = AuditChain.START;
  private @Nullable String fault;

  /**
   * Takes the next entry.
   *
   * @return whether it follows those before it; if not, the walk is over
   */
  public boolean follows(AuditEntry entry) {
    fault = fault(entry, entries + 1, head);
    if (fault != null) {
      return false;
    }
    entries++;
    head = entry.hash();
    if (entry.content() == null) {
      withoutContent.add(entry.sequence());
    } else if (entry.action().equals(CommonAction.AUDIT_REDACTED.code())) {
      redacted.add(entry.content().path("sequence").asLong());
    }
    return true;
  }

  /** What was found so far; of an entry without content also whether a redaction says so. */
  public AuditVerification result() {
    String found = fault;
    if (found == null) {
      found =
          withoutContent.stream()
              .filter(sequence -> !redacted.contains(sequence))
              .findFirst()
              .map(
                  sequence ->
                      "The content of entry " + sequence + " is missing without a redaction.")
              .orElse(null);
    }
    return new AuditVerification(found == null, entries, redacted.size(), head, found);
  }

  private static @Nullable String fault(AuditEntry entry, long expected, String previous) {
    if (entry.sequence() != expected) {
      return "Entry " + expected + " is missing.";
    }
    if (!entry.previousHash().equals(previous)) {
      return "Entry " + expected + " does not follow the entry before it.";
    }
    String hash =
        AuditChain.hash(
            entry.sequence(),
            entry.at(),
            entry.actor(),
            entry.action(),
            entry.subject(),
            entry.contentDigest(),
            entry.previousHash());
    if (!entry.hash().equals(hash)) {
      return "Entry " + expected + " was changed.";
    }
    if ((entry.salt() == null) != (entry.content() == null)) {
      return "The content of entry " + expected + " is there in part only.";
    }
    if (entry.salt() != null
        && entry.content() != null
        && !AuditChain.contentDigest(
                HEX.parseHex(entry.salt()), CanonicalJson.text(entry.content()))
            .equals(entry.contentDigest())) {
      return "The content of entry " + expected + " was changed.";
    }
    return null;
  }
}

package io.bailiwick.common.audit;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * How entries are chained. The hash covers a salted digest of the content, not the content, so that
 * content can be erased later and the chain stays valid, and so that a guess at erased content
 * cannot be confirmed.
 */
public final class AuditChain {

  /** Hash before the first entry. */
  public static final String START = "0".repeat(64);

  private AuditChain() {}

  /** SHA-256 over salt and UTF-8 of the canonical content, hexadecimal. */
  public static String contentDigest(byte[] salt, String canonicalContent) {
    MessageDigest digest = Hashes.sha256();
    digest.update(salt);
    return HexFormat.of()
        .formatHex(digest.digest(canonicalContent.getBytes(StandardCharsets.UTF_8)));
  }

  /** SHA-256 over the canonical JSON array of the fields, hexadecimal. */
  public static String hash(
      long sequence,
      Instant at,
      String actor,
      String action,
      String subject,
      String contentDigest,
      String previousHash) {
    return Hashes.sha256Hex(
        CanonicalJson.bytes(
            List.of(sequence, at.toString(), actor, action, subject, contentDigest, previousHash)));
  }
}

package io.bailiwick.ingest.sensitive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) over names. Without the key a digest can be neither guessed
 * at nor confirmed, and equal names of different lists have different digests.
 */
final class NameDigests {
  static final int SHORTEST_KEY = 32;
  private static final int KEY_ID_BYTES = 8;

  private final Mac keyed;
  private final String keyId;

  /**
   * @param key at least 32 bytes: the length of the digest, below which RFC 2104 discourages keys
   */
  NameDigests(byte[] key) {
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException("the key is shorter than 32 bytes");
    }
    try {
      keyed = Mac.getInstance("HmacSHA256");
      keyed.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
    keyId = HexFormat.of().formatHex(digest("key id".getBytes(UTF_8)), 0, KEY_ID_BYTES);
  }

  /** Says which key made a digest, and nothing about the key. */
  String keyId() {
    return keyId;
  }

  /**
   * @param name a registrable domain in A-labels, lower case; of a label list, the label
   */
  byte[] of(SensitiveList list, String name) {
    return digest((list.name() + '\0' + name).getBytes(UTF_8));
  }

  private byte[] digest(byte[] bytes) {
    try {
      return ((Mac) keyed.clone()).doFinal(bytes);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's HMAC can be cloned", e);
    }
  }
}

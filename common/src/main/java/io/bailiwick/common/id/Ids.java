package io.bailiwick.common.id;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Identifiers for rows: UUID version 7 (RFC 9562, section 5.7), so that they sort by creation time
 * and B-trees grow at one end.
 */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  public static UUID next() {
    byte[] random = new byte[10];
    RANDOM.nextBytes(random);
    ByteBuffer bits = ByteBuffer.wrap(random);
    long high = (System.currentTimeMillis() << 16) | 0x7000L | (bits.getShort() & 0x0FFFL);
    long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}

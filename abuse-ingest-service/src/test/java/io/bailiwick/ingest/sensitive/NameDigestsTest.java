package io.bailiwick.ingest.sensitive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.common.problem.ProblemException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NameDigestsTest {
  private static final byte[] KEY = "a key of 32 bytes, for tests now".getBytes(US_ASCII);

  /** Expected values from another implementation of HMAC-SHA-256 (Python's hmac module). */
  @Test
  void digestsListAndName() {
    NameDigests digests = new NameDigests(KEY);
    assertThat(hex(digests.of(SensitiveList.DOMAIN_ALERT, "example.org")))
        .isEqualTo("07382a2c6fd2f082d3052d32825e0e79b0fe1d11ff3768a654917171f4be0139");
    assertThat(hex(digests.of(SensitiveList.TLD_HOPPING, "example")))
        .isEqualTo("20a59c2025738db0f9a585849585c8c967acf30c78e0e95cf98c9ba89a7a411e");
    assertThat(digests.keyId()).isEqualTo("e568148cd3e5e35e");
  }

  @Test
  void differsByKeyAndByList() {
    NameDigests one = new NameDigests(KEY);
    NameDigests other = new NameDigests("another key of 32 bytes, so long".getBytes(US_ASCII));
    assertThat(one.of(SensitiveList.DOMAIN_ALERT, "x"))
        .isNotEqualTo(other.of(SensitiveList.DOMAIN_ALERT, "x"))
        .isNotEqualTo(one.of(SensitiveList.TLD_HOPPING, "x"));
    assertThat(one.keyId()).isNotEqualTo(other.keyId());
  }

  @Test
  void isOffWithoutAKeyAndWithOneThatIsTooShort() {
    assertThat(new SensitiveKey(Optional.of(Base64.getEncoder().encodeToString(KEY))).isThere())
        .isTrue();
    assertOff(new SensitiveKey(Optional.empty()), "no key is configured");
    assertOff(new SensitiveKey(Optional.of(" ")), "no key is configured");
    String shorter =
        Base64.getEncoder().encodeToString("thirty-one bytes are too few...".getBytes(US_ASCII));
    assertOff(new SensitiveKey(Optional.of(shorter)), "32 bytes or more");
    assertOff(new SensitiveKey(Optional.of("no*base64")), "32 bytes or more");
  }

  private static void assertOff(SensitiveKey key, String why) {
    assertThat(key.isThere()).isFalse();
    assertThatThrownBy(key::digests)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is off")
        .hasMessageContaining(why)
        .hasMessageNotContaining("*");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

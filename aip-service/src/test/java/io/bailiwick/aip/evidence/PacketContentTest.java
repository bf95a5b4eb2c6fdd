package io.bailiwick.aip.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketContentTest {
  private static final String PACKET =
      """
      {"attribution":{"creator":null,"overruled":{"by":"anna"},"registrar":90001,"state":"ATTRIBUTED"},"layout":1,
       "listings":[{"feed":"a","value":"hxxp://login.example.org/"}],"name":"example.org","threat":"PHISHING"}
      """;

  private static boolean isKept(String document) {
    return PacketContent.of(document.getBytes(UTF_8), 90001).isPresent();
  }

  @Test
  void keepsAPacketOfTheRegistrarWithItsName() {
    assertThat(PacketContent.of(PACKET.getBytes(UTF_8), 90001))
        .contains(new PacketContent("example.org"));
    assertThat(PacketContent.of(PACKET.getBytes(UTF_8), 90002)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CSAM", "CHILD_ABUSE", "phishing", ""})
  void keepsNoKindOfAbuseThatIsNotCounted(String threat) {
    assertThat(isKept(PACKET.replace("PHISHING", threat))).isFalse();
  }

  @Test
  void keepsNothingThatItDoesNotKnow() {
    assertThat(isKept(PACKET.replace("\"layout\":1", "\"layout\":2"))).isTrue();
    assertThat(isKept(PACKET.replace("\"layout\":1", "\"layout\":3"))).isFalse();
    assertThat(isKept(PACKET.replace("\"layout\":1", "\"layout\":1,\"image\":\"iVBORw0KGgo\"")))
        .isFalse();
    assertThat(isKept(PACKET.replace("\"name\":\"example.org\",", ""))).isFalse();
    assertThat(isKept(PACKET + "{}")).isFalse();
    assertThat(isKept("[" + PACKET + "]")).isFalse();
    assertThat(isKept("no JSON")).isFalse();
    assertThat(isKept("")).isFalse();
    assertThat(isKept(PACKET.replace("\"feed\":\"a\"", "\"feed\":\"" + "a".repeat(5 << 20) + "\"")))
        .isFalse();
    assertThat(isKept(PACKET.replace("[{", "[".repeat(50) + "{"))).isFalse();
  }
}

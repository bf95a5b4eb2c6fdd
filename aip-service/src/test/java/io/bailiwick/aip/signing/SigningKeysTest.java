package io.bailiwick.aip.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  /** The private key of RFC 7515, appendix A.3.1. */
  private static final String OF_THE_RFC =
      """
      {"keys":[{"kty":"EC","crv":"P-256","kid":"rfc","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
       "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]}
      """;

  private static final byte[] PAYLOAD = "{\"serial\":1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void signsWithTheFirstKeyAndNamesIt() throws Exception {
    String signed = new SigningKeys(OF_THE_RFC).sign("something", PAYLOAD);
    JWSObject object = JWSObject.parse(signed);
    assertThat(object.getHeader().getKeyID()).isEqualTo("rfc");
    assertThat(object.getHeader().getType().getType()).isEqualTo("something");
    assertThat(object.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    assertThat(object.getPayload().toBytes()).isEqualTo(PAYLOAD);
    ECKey publicKey =
        JWK.parse(
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}")
            .toECKey();
    assertThat(object.verify(new ECDSAVerifier(publicKey))).isTrue();
  }

  @Test
  void publishesPublicPartsOnly() {
    assertThat(new SigningKeys(OF_THE_RFC).published().toString())
        .contains("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
        .doesNotContain("jpsQnnGQmL");
  }

  /** The new key is published first, signs next, and the old one stays until nothing needs it. */
  @Test
  void rotatesByTheOrderOfTheKeys() throws Exception {
    ECKey former = new ECKeyGenerator(Curve.P_256).keyID("former").generate();
    ECKey next = new ECKeyGenerator(Curve.P_256).keyID("next").generate();
    SigningKeys before = keys(former, next);
    SigningKeys after = keys(next, former.toPublicJWK());
    assertThat(before.keyId()).isEqualTo("former");
    assertThat(after.keyId()).isEqualTo("next");
    assertThat(before.published().toString()).contains("former", "next");
    assertThat(after.published().toString()).contains("former", "next");
  }

  private static SigningKeys keys(JWK... keys) {
    return new SigningKeys(new JWKSet(List.of(keys)).toString(false));
  }

  @Test
  void startsWithNothingThatCannotSignAndShowsNoneOfIt() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    assertThatThrownBy(() -> new SigningKeys("{\"keys\":[{\"secret\":\"jpsQnnGQmL\"}]}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("jpsQnnGQmL")
        .hasNoCause();
    assertThatThrownBy(() -> new SigningKeys("{\"keys\":[]}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys(key.toPublicJWK()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot sign");
    assertThatThrownBy(() -> keys(key, key)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys(new ECKeyGenerator(Curve.P_384).keyID("large").generate()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("P-256");
    assertThatThrownBy(() -> keys(new OctetSequenceKeyGenerator(256).keyID("shared").generate()))
        .isInstanceOf(IllegalStateException.class);
  }
}

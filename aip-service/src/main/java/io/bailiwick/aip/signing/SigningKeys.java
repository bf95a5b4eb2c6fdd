package io.bailiwick.aip.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys of this registry's signatures (ES256, RFC 7518, section 3.4), from the secret {@code
 * bailiwick.signing.keys}: a JWK set (RFC 7517, section 5). The first key signs; the public parts
 * of all are published. To rotate, a new key is added behind the first and published for a while,
 * then moved to the front; the old one is taken away when nothing that it signed is valid any more.
 */
@Startup
@ApplicationScoped
public class SigningKeys {
  private final JWKSet published;
  private final ECKey first;
  private final JWSSigner signer;

  @Inject
  SigningKeys(@ConfigProperty(name = "bailiwick.signing.keys") Optional<String> configured) {
    this(configured.orElseGet(SigningKeys::ofTests));
  }

  /**
   * @throws IllegalStateException where it is no set of keys that can sign; nothing of it is shown
   */
  SigningKeys(String configured) {
    JWKSet keys = parse(configured);
    Set<String> ids = new HashSet<>();
    for (JWK key : keys.getKeys()) {
      if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve())) {
        throw new IllegalStateException("bailiwick.signing.keys has a key that is not P-256");
      }
      if (key.getKeyID() == null || !ids.add(key.getKeyID())) {
        throw new IllegalStateException("bailiwick.signing.keys needs another kid for each key");
      }
    }
    if (keys.isEmpty() || !keys.getKeys().getFirst().isPrivate()) {
      throw new IllegalStateException("the first of bailiwick.signing.keys cannot sign");
    }
    published = keys.toPublicJWKSet();
    first = keys.getKeys().getFirst().toECKey();
    try {
      signer = new ECDSASigner(first);
    } catch (JOSEException e) {
      throw new IllegalStateException("the first of bailiwick.signing.keys cannot sign", e);
    }
  }

  private static JWKSet parse(String configured) {
    try {
      return JWKSet.parse(configured);
    } catch (ParseException e) {
      // Without its cause, whose message may show what it could not read.
      throw new IllegalStateException("bailiwick.signing.keys is no JWK set (RFC 7517)");
    }
  }

  private static String ofTests() {
    if (!ConfigUtils.getProfiles().contains("test")) {
      throw new IllegalStateException(
          "bailiwick.signing.keys is missing: a JWK set whose first key signs");
    }
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .keyIDFromThumbprint(true)
              .generate();
      return new JWKSet(key).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /** Identifier of the key that signs. */
  public String keyId() {
    return first.getKeyID();
  }

  /**
   * Signs: a JWS in compact serialization (RFC 7515, section 7.1).
   *
   * @param type what is signed, as header parameter {@code typ}, so that one thing never passes for
   *     another
   */
  public String sign(String type, byte[] payload) {
    JWSObject object =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(keyId())
                .build(),
            new Payload(payload));
    try {
      object.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with key " + keyId(), e);
    }
    return object.serialize();
  }

  /** The public parts of all keys, as members of a JWK set. */
  Map<String, Object> published() {
    return published.toJSONObject();
  }
}

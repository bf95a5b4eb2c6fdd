package io.bailiwick.launcher.identity;

import io.bailiwick.launcher.process.LaunchException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/**
 * OpenID Connect on the loopback interface: discovery, keys, and a token endpoint that takes client
 * credentials. It believes every client what it says about itself; the form parameters {@code
 * role}, {@code user} and {@code registrar} exist here only.
 */
public final class IdentityProvider {
  static final String ISSUER = "bailiwick";
  static final String AUDIENCE = "bailiwick";

  private final MockOAuth2Server server;
  private final URI issuer;

  private IdentityProvider(MockOAuth2Server server, URI issuer) {
    this.server = server;
    this.issuer = issuer;
  }

  /**
   * Starts the provider.
   *
   * @param port of 127.0.0.1
   * @param key file of the signing key, made if it is not there
   * @param roles that a token may carry
   * @param services client identifiers that get the role of a service, whatever they ask for
   */
  public static IdentityProvider start(
      int port, Path key, Set<String> roles, Set<String> services) {
    KeyProvider keys = new KeyProvider(List.of(SigningKey.in(key)), "RS256");
    // The first issuer that asks gets the key that is kept; asking now makes sure that it is ours.
    var _ = keys.signingKey(ISSUER);
    OAuth2Config config =
        new OAuth2Config(
            false,
            null,
            null,
            false,
            new OAuth2TokenProvider(keys),
            Set.of(new RequestedClaims(Set.copyOf(roles), Set.copyOf(services))),
            new LoopbackHttpServer(port));
    MockOAuth2Server server = new MockOAuth2Server(config);
    try {
      server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      throw new LaunchException(
          "The identity provider cannot listen on port " + port + ": " + e.getMessage(), e);
    }
    return new IdentityProvider(server, issuerAt(port));
  }

  /** The issuer of a suite whose provider has this port. */
  public static URI issuerAt(int port) {
    return URI.create("http://127.0.0.1:" + port + "/" + ISSUER);
  }

  public URI issuer() {
    return issuer;
  }

  public void stop() {
    server.shutdown();
  }
}

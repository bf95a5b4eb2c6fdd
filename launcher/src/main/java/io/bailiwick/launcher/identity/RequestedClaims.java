package io.bailiwick.launcher.identity;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.OAuth2Exception;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;
import org.jspecify.annotations.Nullable;

/**
 * What a token says: a service is a service, anybody else is whom and what the form parameters
 * {@code user}, {@code role} and {@code registrar} ask for.
 */
final class RequestedClaims implements OAuth2TokenCallback {
  private static final Duration LIFETIME = Duration.ofHours(8);
  private static final String SERVICE_ROLE = "service";

  private final Set<String> knownRoles;
  private final Set<String> services;

  RequestedClaims(Set<String> knownRoles, Set<String> services) {
    this.knownRoles = knownRoles;
    this.services = services;
  }

  @Override
  public String issuerId() {
    return IdentityProvider.ISSUER;
  }

  @Override
  public String subject(TokenRequest request) {
    String client = client(request);
    List<String> users = request.getCustomParameter("user");
    return services.contains(client) || users == null || users.isEmpty()
        ? client
        : users.getFirst();
  }

  @Override
  public String typeHeader(TokenRequest request) {
    return "JWT";
  }

  @Override
  public List<String> audience(TokenRequest request) {
    return List.of(IdentityProvider.AUDIENCE);
  }

  @Override
  public Map<String, Object> addClaims(TokenRequest request) {
    Map<String, Object> claims = new HashMap<>();
    if (services.contains(client(request))) {
      claims.put("roles", List.of(SERVICE_ROLE));
      return claims;
    }
    List<String> roles = parameters(request, "role");
    for (String role : roles) {
      if (!knownRoles.contains(role)) {
        String description =
            "Unknown role "
                + role
                + ". Known: "
                + String.join(", ", knownRoles.stream().sorted().toList());
        throw new OAuth2Exception(
            OAuth2Error.INVALID_SCOPE.setDescription(description), description);
      }
    }
    claims.put("roles", roles);
    // Repeated parameters are an error in OAuth 2.0 (RFC 6749, section 3.2): several go into one,
    // with commas.
    List<String> registrars = parameters(request, "registrar");
    if (!registrars.isEmpty()) {
      claims.put("registrars", registrars);
    }
    return claims;
  }

  @Override
  public long tokenExpiry() {
    return LIFETIME.toSeconds();
  }

  private static String client(TokenRequest request) {
    ClientAuthentication authentication = request.getClientAuthentication();
    @Nullable ClientID id =
        authentication == null ? request.getClientID() : authentication.getClientID();
    return id == null ? "anonymous" : id.getValue();
  }

  private static List<String> parameters(TokenRequest request, String name) {
    List<String> values = request.getCustomParameter(name);
    return values == null
        ? List.of()
        : values.stream().flatMap(value -> Stream.of(value.split(","))).toList();
  }
}

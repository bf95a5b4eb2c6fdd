package io.bailiwick.common.security;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers who an access token was found to be of, so that a machine that asks thousands of times
 * a second with one token does not have its signature checked each time. For a minute, and never
 * past the token's own expiry: a key that the identity provider has withdrawn is believed for no
 * longer. What was not found good is never remembered.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens implements HttpAuthenticationMechanism {
  private static final long REMEMBERED = Duration.ofMinutes(1).toMillis();
  private static final int MOST = 10_000;

  private final OidcAuthenticationMechanism oidc;
  private final Map<String, Verified> verified = new ConcurrentHashMap<>();

  @Inject
  VerifiedTokens(OidcAuthenticationMechanism oidc) {
    this.oidc = oidc;
  }

  /**
   * Whose token it is.
   *
   * @param name as the audit trail has it
   * @param roles all that the token has
   */
  public record KnownCaller(String name, Set<Role> roles) {
    public KnownCaller {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * @param until when it is forgotten, in milliseconds of the system's clock
   */
  private record Verified(SecurityIdentity identity, KnownCaller caller, long until) {
    boolean isOver() {
      return System.currentTimeMillis() >= until;
    }
  }

  /**
   * Who calls with this header, where that was found out within the last minute. Empty says
   * nothing: such a request has to be authenticated.
   */
  public Optional<KnownCaller> known(@Nullable String authorization) {
    Verified known = authorization == null ? null : verified.get(authorization);
    return known == null || known.isOver() ? Optional.empty() : Optional.of(known.caller());
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviders) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return oidc.authenticate(context, identityProviders);
    }
    Verified known = verified.get(header);
    if (known != null) {
      if (!known.isOver()) {
        return Uni.createFrom().item(known.identity());
      }
      verified.remove(header, known);
    }
    return oidc.authenticate(context, identityProviders)
        .invoke(identity -> remember(header, identity));
  }

  private void remember(String header, @Nullable SecurityIdentity identity) {
    if (identity == null
        || identity.isAnonymous()
        || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      return;
    }
    // Rarely full, and then of callers whose tokens are short-lived: begin again.
    if (verified.size() >= MOST) {
      verified.clear();
    }
    long expiry = token.getExpirationTime() * 1000;
    Caller caller = new Caller(identity);
    verified.put(
        header,
        new Verified(
            identity,
            new KnownCaller(caller.name(), caller.roles()),
            Math.min(expiry, System.currentTimeMillis() + REMEMBERED)));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return oidc.getChallenge(context);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return oidc.getCredentialTypes();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return oidc.getCredentialTransport(context);
  }
}

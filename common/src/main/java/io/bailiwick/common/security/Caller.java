package io.bailiwick.common.security;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.common.registrar.RegistrarId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who is calling: name, roles, permissions and registrar scope, read from the access token. */
@RequestScoped
public class Caller {

  private static final String REGISTRARS_CLAIM = "registrars";

  private final SecurityIdentity identity;

  @Inject
  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The token's subject: the person or machine that the audit trail names. */
  public String name() {
    if (identity.isAnonymous()) {
      throw ProblemException.unauthenticated();
    }
    String subject =
        identity.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : null;
    return subject == null ? identity.getPrincipal().getName() : subject;
  }

  public boolean isAnonymous() {
    return identity.isAnonymous();
  }

  public Set<Role> roles() {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    identity.getRoles().forEach(code -> Role.fromCode(code).ifPresent(roles::add));
    return Collections.unmodifiableSet(roles);
  }

  public boolean has(Permission permission) {
    return roles().stream().anyMatch(role -> role.permissions().contains(permission));
  }

  /**
   * @throws ProblemException UNAUTHENTICATED without a token, FORBIDDEN without the permission
   */
  public void require(Permission permission) {
    if (identity.isAnonymous()) {
      throw ProblemException.unauthenticated();
    }
    if (!has(permission)) {
      throw ProblemException.forbidden("This needs the permission " + permission.code() + ".");
    }
  }

  /**
   * A token with any registrar's role is held to its registrars, whatever other roles it has: deny
   * by default.
   */
  public RegistrarScope scope() {
    return roles().stream().anyMatch(Role::isOfRegistrar)
        ? RegistrarScope.of(registrars())
        : RegistrarScope.all();
  }

  private Set<RegistrarId> registrars() {
    Set<RegistrarId> ids = new HashSet<>();
    Object claim =
        identity.getPrincipal() instanceof JsonWebToken token
            ? token.getClaim(REGISTRARS_CLAIM)
            : null;
    if (claim instanceof JsonArray array) {
      array.forEach(
          value -> {
            if (value instanceof JsonString text) {
              ids.add(RegistrarId.fromString(text.getString()));
            } else if (value instanceof JsonNumber number) {
              ids.add(RegistrarId.of(number.intValueExact()));
            }
          });
    } else if (claim instanceof Collection<?> values) {
      values.forEach(value -> ids.add(RegistrarId.fromString(String.valueOf(value))));
    }
    return ids;
  }
}

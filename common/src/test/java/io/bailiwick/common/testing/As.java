package io.bailiwick.common.testing;

import io.bailiwick.common.security.Role;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Requests as somebody: REST-assured with a real, signed token. */
public final class As {

  private As() {}

  /** Somebody with this role, named after it. */
  public static RequestSpecification role(Role role) {
    return user(role.code(), role);
  }

  public static RequestSpecification user(String name, Role... roles) {
    return withToken(name, List.of(), roles);
  }

  /** Somebody of a registrar. */
  public static RequestSpecification registrar(int ianaId, Role... roles) {
    return withToken("registrar-" + ianaId, List.of(Integer.toString(ianaId)), roles);
  }

  /** Nobody: no token. */
  public static RequestSpecification nobody() {
    return RestAssured.given();
  }

  private static RequestSpecification withToken(
      String name, Collection<String> registrars, Role... roles) {
    String token =
        Jwt.claims()
            .issuer("https://identity.test")
            .subject(name)
            .audience("bailiwick")
            .claim("roles", Arrays.stream(roles).map(Role::code).toList())
            .claim("registrars", registrars)
            .expiresIn(300)
            .sign();
    return RestAssured.given().header("Authorization", "Bearer " + token);
  }
}

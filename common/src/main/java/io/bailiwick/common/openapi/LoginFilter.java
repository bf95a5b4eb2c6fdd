package io.bailiwick.common.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Beside the pasted token, offers the login of the identity provider (authorization code with PKCE,
 * RFC 7636) on the page of the document, where {@code bailiwick.login.authorization-url} and {@code
 * bailiwick.login.token-url} say where that is. The page runs in a browser, so these are addresses
 * that people reach.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class LoginFilter implements OASFilter {
  private static final String LOGIN = "login";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Config config = ConfigProvider.getConfig();
    Optional<String> authorization =
        config.getOptionalValue("bailiwick.login.authorization-url", String.class);
    Optional<String> token = config.getOptionalValue("bailiwick.login.token-url", String.class);
    if (authorization.isEmpty() || token.isEmpty() || document.getPaths() == null) {
      return;
    }
    document
        .getComponents()
        .addSecurityScheme(
            LOGIN,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description("Log in at the registry's identity provider.")
                .flows(
                    OASFactory.createOAuthFlows()
                        .authorizationCode(
                            OASFactory.createOAuthFlow()
                                .authorizationUrl(authorization.get())
                                .tokenUrl(token.get()))));
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(LoginFilter::offer);
  }

  /** To an operation that needs a token, in whichever way it was got. */
  private static void offer(Operation operation) {
    List<SecurityRequirement> needed = operation.getSecurity();
    if (needed == null || needed.isEmpty()) {
      return;
    }
    List<SecurityRequirement> ways = new ArrayList<>(needed);
    ways.add(OASFactory.createSecurityRequirement().addScheme(LOGIN));
    operation.setSecurity(ways);
  }
}

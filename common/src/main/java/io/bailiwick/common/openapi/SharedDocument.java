package io.bailiwick.common.openapi;

import io.bailiwick.common.problem.Problem;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * What the documents of all services have in common; title, version and description are each
 * service's configuration.
 */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Bailiwick",
            version = "1",
            license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
    components = @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)))
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description =
        "An access token of the registry's identity provider. In the local suite: `./run token ROLE`.")
public class SharedDocument extends Application {}

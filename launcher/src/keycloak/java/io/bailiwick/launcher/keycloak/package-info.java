/** The suite with Keycloak in the place of its development identity provider. */
@NullMarked
package io.bailiwick.launcher.keycloak;

import org.jspecify.annotations.NullMarked;

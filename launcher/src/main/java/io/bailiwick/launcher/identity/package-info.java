/**
 * The OpenID Connect provider of the local suite. For development only: whoever asks on this
 * machine gets any role.
 */
@NullMarked
package io.bailiwick.launcher.identity;

import org.jspecify.annotations.NullMarked;

/** Getting a token from the local suite's identity provider, as {@code ./run token} does. */
@NullMarked
package io.bailiwick.launcher.token;

import org.jspecify.annotations.NullMarked;

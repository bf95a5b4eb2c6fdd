/**
 * The local suite as a whole: PostgreSQL, the identity provider and the four services, started,
 * watched and stopped.
 */
@NullMarked
package io.bailiwick.launcher.suite;

import org.jspecify.annotations.NullMarked;

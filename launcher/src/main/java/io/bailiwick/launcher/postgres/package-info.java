/**
 * A real PostgreSQL from a Maven artifact, kept in the data directory: durable, on the loopback
 * interface only, with a database and two roles for each service.
 */
@NullMarked
package io.bailiwick.launcher.postgres;

import org.jspecify.annotations.NullMarked;

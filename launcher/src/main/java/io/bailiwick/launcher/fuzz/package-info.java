/**
 * Hostile requests against running services, made from the OpenAPI documents that they serve, and
 * what no answer to them may be.
 */
@NullMarked
package io.bailiwick.launcher.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * Sensitive listings: keyed digests in a schema of their own, behind a database role of its own,
 * for cleared persons only. Nothing else in the service depends on this package.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.sensitive;

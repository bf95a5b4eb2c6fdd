/** Retention: what is erased when, and what is held. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.retention;

/**
 * Temporary files that do not outlive their process for long, and a word for when there is no room
 * for them.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.spool;

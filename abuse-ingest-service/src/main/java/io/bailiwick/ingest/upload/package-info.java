/** Receiving whole files: settings, spooling, and the answers to content that is refused. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.upload;

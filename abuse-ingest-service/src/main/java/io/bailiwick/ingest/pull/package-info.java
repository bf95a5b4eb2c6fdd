/**
 * Fetching feeds on their schedules: where to, how far, how often, and by one replica at a time.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.pull;

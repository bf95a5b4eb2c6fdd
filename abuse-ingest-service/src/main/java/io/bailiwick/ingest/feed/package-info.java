/** Feeds as data: where reports come from, how they are written, and what their words mean. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.feed;

/** Payloads: the content of a feed as received, row by row accounted for. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.payload;

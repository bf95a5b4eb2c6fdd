/** Names that leave both sides of every rate for a time. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.exclusion;

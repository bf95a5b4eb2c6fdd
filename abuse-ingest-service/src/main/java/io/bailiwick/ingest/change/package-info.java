/** Changes of incidents and tallies, for readers that follow them by cursor. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.change;

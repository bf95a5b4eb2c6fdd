/** Other people's series, to hold ours against: never part of a rate. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.reference;

/** Corrections and contests: claims that an incident is not what it is taken for. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.correction;

/**
 * Evidence packets: all that speaks for and against an incident, in one document with its digest.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.evidence;

/** Incidents: listings bound to a lifetime of a name, its sponsor at the time, and a judgement. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.incident;

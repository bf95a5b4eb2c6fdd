/**
 * Term watch: terms in any script held against names that were newly created, with look-alikes
 * folded and small misspellings allowed. A hit is a task for a person and nothing else: no
 * incident, no tally and no rate knows of it.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.watch;

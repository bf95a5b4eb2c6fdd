/**
 * What abuse-ingest-service says: this service's own records of its answers, and the gateway to it.
 */
@NullMarked
package io.bailiwick.scoring.ingest;

import org.jspecify.annotations.NullMarked;

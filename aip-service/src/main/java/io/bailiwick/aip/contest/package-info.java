/** Contests of names that cases hold: kept and decided by abuse-ingest-service, followed here. */
@NullMarked
package io.bailiwick.aip.contest;

import org.jspecify.annotations.NullMarked;

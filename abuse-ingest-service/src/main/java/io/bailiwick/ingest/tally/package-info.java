/** What other services measure by: abuse and portfolio per registrar and month. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.tally;

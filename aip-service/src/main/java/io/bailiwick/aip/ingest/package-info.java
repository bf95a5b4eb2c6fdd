/** What this service reads of abuse-ingest-service. */
@NullMarked
package io.bailiwick.aip.ingest;

import org.jspecify.annotations.NullMarked;

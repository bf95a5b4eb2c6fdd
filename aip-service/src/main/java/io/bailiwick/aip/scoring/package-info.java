/** What this service reads of scoring-service. */
@NullMarked
package io.bailiwick.aip.scoring;

import org.jspecify.annotations.NullMarked;

/** Months whose facts changed are scored again by themselves: ingest's changes, read by cursor. */
@NullMarked
package io.bailiwick.scoring.rescoring;

import org.jspecify.annotations.NullMarked;

/** The frozen input of a run. */
@NullMarked
package io.bailiwick.scoring.snapshot;

import org.jspecify.annotations.NullMarked;

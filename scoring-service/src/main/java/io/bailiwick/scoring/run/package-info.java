/** Runs: a month's scores, in versions. */
@NullMarked
package io.bailiwick.scoring.run;

import org.jspecify.annotations.NullMarked;

/** A changed definition beside the one in force, before it takes over. */
@NullMarked
package io.bailiwick.scoring.parallel;

import org.jspecify.annotations.NullMarked;

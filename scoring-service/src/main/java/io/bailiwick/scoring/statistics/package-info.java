/** Intervals and posterior means for rates of rare events. Plain Java. */
@NullMarked
package io.bailiwick.scoring.statistics;

import org.jspecify.annotations.NullMarked;

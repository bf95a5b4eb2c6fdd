/** Clocks of cases: by when somebody has to act, and what happened to that time. */
@NullMarked
package io.bailiwick.aip.clock;

import org.jspecify.annotations.NullMarked;

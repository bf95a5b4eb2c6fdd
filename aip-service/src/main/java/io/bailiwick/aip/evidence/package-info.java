/** Evidence of notices: frozen, signed, held, and erased when its time is over. */
@NullMarked
package io.bailiwick.aip.evidence;

import org.jspecify.annotations.NullMarked;

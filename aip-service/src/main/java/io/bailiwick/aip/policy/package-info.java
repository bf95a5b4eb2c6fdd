/** The numbers of the programme: clocks and maxima. */
@NullMarked
package io.bailiwick.aip.policy;

import org.jspecify.annotations.NullMarked;

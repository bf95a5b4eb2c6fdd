/** Cases: the state machine, notices, answers, and limits from proposal to decision. */
@NullMarked
package io.bailiwick.aip.casefile;

import org.jspecify.annotations.NullMarked;

/** Business days: how long somebody has to answer. */
@NullMarked
package io.bailiwick.aip.deadline;

import org.jspecify.annotations.NullMarked;

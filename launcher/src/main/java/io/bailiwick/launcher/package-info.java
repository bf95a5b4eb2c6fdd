/** The command line of the local suite: what {@code ./run} starts once everything is built. */
@NullMarked
package io.bailiwick.launcher;

import org.jspecify.annotations.NullMarked;

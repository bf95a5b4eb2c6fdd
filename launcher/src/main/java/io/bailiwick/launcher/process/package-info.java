/**
 * Child processes: started so that none outlives the launcher, watched, and stopped; and the ports
 * they listen on.
 */
@NullMarked
package io.bailiwick.launcher.process;

import org.jspecify.annotations.NullMarked;

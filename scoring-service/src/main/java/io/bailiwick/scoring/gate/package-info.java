/**
 * The reward and the intervention gate: a pure function of frozen tallies and a policy. Plain Java.
 */
@NullMarked
package io.bailiwick.scoring.gate;

import org.jspecify.annotations.NullMarked;

/**
 * Why a score is what it is, in words, and what would change it. Plain Java: a pure function of
 * frozen tallies and a policy.
 */
@NullMarked
package io.bailiwick.scoring.explanation;

import org.jspecify.annotations.NullMarked;

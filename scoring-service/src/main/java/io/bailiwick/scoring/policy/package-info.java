/** The numbers that scores are made by: the policy kind scoring. */
@NullMarked
package io.bailiwick.scoring.policy;

import org.jspecify.annotations.NullMarked;

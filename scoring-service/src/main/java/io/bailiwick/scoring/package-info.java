/**
 * scoring-service: how much abuse there is per registrar and month, and how sure we are.
 *
 * <p>{@code statistics} and {@code gate} are plain Java: a score is a pure function of a frozen
 * snapshot and a policy.
 */
@NullMarked
package io.bailiwick.scoring;

import org.jspecify.annotations.NullMarked;

/** Help for registrars that miss a baseline: notes with an owner, a day and an end. */
package io.bailiwick.qpi.coaching;

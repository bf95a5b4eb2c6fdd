/** The incidents behind scores: which ones were counted when a snapshot was frozen. */
@NullMarked
package io.bailiwick.scoring.incident;

import org.jspecify.annotations.NullMarked;

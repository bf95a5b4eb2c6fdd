/** What anybody may read of the method: definitions with their history, and a page. */
@NullMarked
package io.bailiwick.scoring.method;

import org.jspecify.annotations.NullMarked;

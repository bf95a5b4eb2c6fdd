/** Who is shown a case that had no ground. */
@NullMarked
package io.bailiwick.aip.visibility;

import org.jspecify.annotations.NullMarked;

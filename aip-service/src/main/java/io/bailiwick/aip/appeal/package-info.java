/** Appeals against limits: to the registry, then to an external panel. */
@NullMarked
package io.bailiwick.aip.appeal;

import org.jspecify.annotations.NullMarked;

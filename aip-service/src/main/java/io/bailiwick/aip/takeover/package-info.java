/** Whether another accreditation takes over the creates of one that is limited. */
@NullMarked
package io.bailiwick.aip.takeover;

import org.jspecify.annotations.NullMarked;

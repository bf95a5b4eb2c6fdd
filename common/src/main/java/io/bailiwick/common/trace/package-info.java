/** One identifier for what is done for one request, through all services and in every log line. */
@NullMarked
package io.bailiwick.common.trace;

import org.jspecify.annotations.NullMarked;

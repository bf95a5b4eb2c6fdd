/** What may come in at all, before anybody looks at what it means. */
@NullMarked
package io.bailiwick.common.input;

import org.jspecify.annotations.NullMarked;

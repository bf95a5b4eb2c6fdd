/**
 * Pictures of scores, and the page that holds them together: pure functions from small records to
 * SVG and HTML. Everything that comes from outside is escaped by the one writer; there are no
 * scripts and no references to anything else.
 */
@NullMarked
package io.bailiwick.scoring.picture;

import org.jspecify.annotations.NullMarked;

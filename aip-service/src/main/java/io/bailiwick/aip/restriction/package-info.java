/** Restriction orders and the answer to one EPP command. */
@NullMarked
package io.bailiwick.aip.restriction;

import org.jspecify.annotations.NullMarked;

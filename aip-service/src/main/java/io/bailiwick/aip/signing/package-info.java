/** Signatures that others can check without asking: keys, and what is signed with them. */
@NullMarked
package io.bailiwick.aip.signing;

import org.jspecify.annotations.NullMarked;

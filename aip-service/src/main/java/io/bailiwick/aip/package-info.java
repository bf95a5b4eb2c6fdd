/**
 * The Abuse Intervention Program: what must be put right, by whom and until when. Candidates,
 * cases, notices, limits and the restriction orders that the registry's EPP system enforces.
 */
@NullMarked
package io.bailiwick.aip;

import org.jspecify.annotations.NullMarked;

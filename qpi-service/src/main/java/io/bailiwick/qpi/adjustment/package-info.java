/** Corrections of what is owed that need two people. */
package io.bailiwick.qpi.adjustment;

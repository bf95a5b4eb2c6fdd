/** The index: gates first, then weights that total 100 %, exact numbers with one rounding. */
package io.bailiwick.qpi.index;

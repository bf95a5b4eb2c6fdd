/** The index: weights that total 100 %, abuse as a veto, exact decimals with one rounding. */
package io.bailiwick.qpi.index;

/** Promotions: their terms and states, who qualifies, who is enrolled. */
package io.bailiwick.qpi.promotion;

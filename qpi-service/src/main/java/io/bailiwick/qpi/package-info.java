/** What is earned: the quality index, promotions and the ledger. */
package io.bailiwick.qpi;

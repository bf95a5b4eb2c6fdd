/** Statements: the ledger as a registrar sees it, frozen, and the disputes about its lines. */
package io.bailiwick.qpi.statement;

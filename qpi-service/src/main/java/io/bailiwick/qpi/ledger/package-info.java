/** Money: what a registrar earns, in a double-entry ledger that only grows. */
package io.bailiwick.qpi.ledger;

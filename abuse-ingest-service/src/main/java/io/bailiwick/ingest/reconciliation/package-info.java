/**
 * Our counts beside the registry's own monthly report to ICANN: what agrees, what differs, and what
 * is still waited for.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.reconciliation;

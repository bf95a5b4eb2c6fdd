/** Zone files: which names are delegated and signed, and how that agrees with the register. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.zone;

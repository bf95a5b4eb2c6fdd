/** Why a row, or a whole payload, is not taken. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.rejection;

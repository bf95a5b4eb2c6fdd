/** Bytes as received: bounded expansion, and what is plainly not data. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.content;

/** Reading whole tables in CSV. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.table;

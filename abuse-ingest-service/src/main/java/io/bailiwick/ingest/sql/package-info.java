/** The little that set-based work needs beside JDBC: parameters, rows, COPY. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.sql;

/** The little that set-based work needs beside JDBC: parameters, rows, COPY. */
package io.bailiwick.common.sql;

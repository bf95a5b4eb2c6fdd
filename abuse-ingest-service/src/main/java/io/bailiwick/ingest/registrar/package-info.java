/**
 * Who the registrars are: their names over time, IANA's list, families, and who is shown but not
 * judged.
 */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.registrar;

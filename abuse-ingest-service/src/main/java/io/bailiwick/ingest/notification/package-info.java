/** Telling registrars of abuse under their names, with proof, and what they answer. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.notification;

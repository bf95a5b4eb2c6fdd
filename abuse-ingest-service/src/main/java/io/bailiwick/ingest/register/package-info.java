/** What a registry can tell beside its deposits: streamed events, and measurements of its names. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.register;

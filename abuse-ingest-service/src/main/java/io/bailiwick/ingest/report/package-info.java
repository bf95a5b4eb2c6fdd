/** Single reports by people and machines: claims to look at, which no rate knows. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.report;

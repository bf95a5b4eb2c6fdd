/** Feed formats: from expanded text to rows. One file per format. Plain Java. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.format;

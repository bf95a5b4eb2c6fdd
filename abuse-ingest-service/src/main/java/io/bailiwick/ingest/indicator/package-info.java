/** From what a feed says to the name that the registry sponsors. Plain Java, no framework. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.indicator;

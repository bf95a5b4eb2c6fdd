/** What the registry knows: deposits, lifetimes of names and who sponsored them when. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.registration;

/** Whether feeds are well: their days, the epochs that scoring has to know, trust and muting. */
@org.jspecify.annotations.NullMarked
package io.bailiwick.ingest.health;

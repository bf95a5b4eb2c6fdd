package io.bailiwick.ingest.incident;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One thing that happened in the course of an incident. */
@Schema(name = "IncidentEvent")
public record IncidentEvent(
    Instant at, Kind kind, @Schema(examples = "urlhaus-org") String detail) {

  /** What happened. */
  public enum Kind {
    /** First seen by a feed. */
    SEEN,
    /** Came onto a feed that is a list. */
    LISTED,
    /** Came back onto it. */
    RELISTED,
    /** Left it. */
    DELISTED,
    /** The sponsor was provably told. */
    NOTIFIED,
    /** A person classified it. */
    CLASSIFIED,
    /** A status that takes the name out of the zone, or towards its end, was set. */
    STATUS_SET,
    /** It was removed. */
    STATUS_REMOVED,
    /** The registration was deleted. */
    DELETED
  }
}

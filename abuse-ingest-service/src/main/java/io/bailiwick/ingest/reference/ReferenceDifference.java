package io.bailiwick.ingest.reference;

import io.bailiwick.ingest.incident.Classification;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A name that only one of the two lists. */
@Schema(name = "ReferenceDifference")
public record ReferenceDifference(
    @Schema(examples = "example.org") String name,
    Side side,
    Reason reason,
    @Schema(description = "Theirs or ours, in the lister's words", examples = "[\"phishing\"]")
        List<String> threats) {

  /** Whose list it is on. */
  @Schema(name = "ReferenceSide")
  public enum Side {
    THEIRS_ONLY,
    OURS_ONLY
  }

  /** Why. The first that fits. */
  @Schema(name = "ReferenceDifferenceReason")
  public enum Reason {
    /** No registration of the name lived on the day. */
    NOT_REGISTERED,
    /** It was seized, sinkholed, held by the registry or a test. */
    EXCLUDED,
    /** A person of ours decided that it is no abuse ({@link Classification#FALSE_POSITIVE}). */
    DISPUTED,
    /** Strangers have names or pages below it. */
    PLATFORM,
    /** On clientHold or serverHold, so not in the zone. */
    ON_HOLD,
    /** We had it, more than 30 days before. */
    LISTED_EARLIER,
    /** We had it later. */
    LISTED_LATER,
    /** None of our sources listed it. */
    NOT_LISTED_BY_US,
    NOT_LISTED_BY_THEM
  }
}

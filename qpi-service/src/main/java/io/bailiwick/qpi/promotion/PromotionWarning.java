package io.bailiwick.qpi.promotion;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that is allowed and has a consequence that a person should know. */
@Schema(name = "PromotionWarning")
public record PromotionWarning(
    Code code,
    @Schema(
            examples =
                "Published 10 days before it starts, less than the 30 days of notice: ending it can"
                    + " count as a price rise.")
        String sentence) {

  /** Why ending an offer can count as a price rise, which needs notice. */
  public enum Code {
    /** Offered less than the period of notice before its start. */
    SHORT_NOTICE,
    /** The disclosure does not name the day on which the offer ends. */
    END_NOT_DISCLOSED,
    /** The offer that it supersedes ends earlier than was disclosed. */
    ENDS_EARLIER,
    /** It prolongs an offer beyond the end that was disclosed. */
    PROLONGS
  }
}

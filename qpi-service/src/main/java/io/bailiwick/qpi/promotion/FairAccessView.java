package io.bailiwick.qpi.promotion;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A size class in the report on fair access. A count that is absent is too small to be shown. */
@Schema(name = "FairAccess")
public record FairAccessView(
    @Schema(description = "From 1, the smallest class first", examples = "1") int position,
    @Schema(
            description =
                "Name of the class in the policy; `unknown` where the names under management are not"
                    + " known; `all` for the last row",
            examples = "small")
        String sizeClass,
    @Schema(description = "Accreditations that were offered the promotion", examples = "120")
        @Nullable Long offered,
    @Schema(description = "Could qualify: there is an index, or the gate says no", examples = "90")
        @Nullable Long assessable,
    @Schema(description = "Did qualify at some time", examples = "60") @Nullable Long qualified,
    @Schema(examples = "41") @Nullable Long enrolled,
    @Schema(description = "There is no index to go by", examples = "25")
        @Nullable Long notAssessable,
    @Schema(description = "No evaluation has been held against the baseline", examples = "5")
        @Nullable Long notEvaluated,
    @Schema(description = "When the first of the class was offered it at publication")
        @Nullable Instant firstOfferedAt,
    @Schema(description = "When the last was: the same instant, since it is one act")
        @Nullable Instant lastOfferedAt) {}

package io.bailiwick.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of every error: RFC 9457, {@code application/problem+json}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(description = "What went wrong and what to do next (RFC 9457)")
public record Problem(
    @Schema(
            description = "Stable name of the kind of problem",
            examples = "urn:bailiwick:problem:state-conflict")
        URI type,
    @Schema(examples = "The present state does not allow this") String title,
    @Schema(examples = "409") int status,
    @Schema(description = "What went wrong in this case") @Nullable String detail,
    @Schema(description = "Path of the request") @Nullable String instance,
    @Schema(description = "Faults of single fields") List<Violation> violations,
    @Schema(description = "What can be done next") List<String> nextSteps) {

  public static final String MEDIA_TYPE = "application/problem+json";
}

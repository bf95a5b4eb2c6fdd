package io.bailiwick.ingest.tally;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whose tallies of a month may have changed since a version of them. */
@Schema(name = "ChangedTallies")
public record Changed(
    Month month,
    @Schema(description = "Of the tallies now: what `GET /v1/tallies` gives as its ETag")
        String version,
    @Schema(
            description = "By IANA ID; null where that is not known, and everybody's may have",
            examples = "[90001]",
            nullable = true)
        @Nullable List<RegistrarId> registrars) {}

package io.bailiwick.ingest.sensitive;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much of a list the store holds. */
@Schema(name = "SensitiveListState")
public record ListState(
    SensitiveList list,
    @Schema(description = "Which key made the digests", examples = "5f2b7c0d9e8a1b34") String keyId,
    @Schema(
            description =
                "Whether that is the key in use. Entries of another key match nothing until the list is uploaded again")
        boolean presentKey,
    long entries) {}

package io.bailiwick.qpi.series;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One import of a series. Rows in are accepted and rejected rows together. */
@Schema(name = "SeriesImport")
public record SeriesImportView(
    UUID id,
    @Schema(examples = "mail-hygiene") String series,
    @Schema(
            description =
                "From 1 within the series; of each month the newest version that has the month holds",
            examples = "2")
        int version,
    @Schema(description = "The version before, absent for the first") @Nullable UUID supersedes,
    @Schema(description = "SHA-256 of the bytes as they were sent, hexadecimal") String sha256,
    @Schema(examples = "41") int rows,
    @Schema(examples = "40") int accepted,
    @Schema(examples = "1") int rejected,
    Instant importedAt,
    @Schema(examples = "mara") String importedBy) {}

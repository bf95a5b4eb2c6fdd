package io.bailiwick.ingest.namelist;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of a list, as it goes over the wire. */
@Schema(name = "NameList")
public record NameList(
    @Schema(description = "Number of this version; grows", examples = "4") long sequence,
    NameListKind kind,
    @Schema(examples = "dynamic-dns") String name,
    @Schema(
            description = "As the list gives it, or the person who loaded it",
            examples = "20260311")
        String version,
    @Schema(description = "Of the text as received, hexadecimal") String sha256,
    @Schema(description = "Names or rules; 0: out of force", examples = "2411") int entries,
    @Schema(description = "Whether it is the newest of its name, and has entries") boolean inForce,
    Instant loadedAt,
    @Schema(examples = "data-operator") String loadedBy) {}

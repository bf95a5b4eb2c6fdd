package io.bailiwick.ingest.registrar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That a registrar is in a family for a time. */
@Schema(name = "RegistrarFamily")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistrarFamily(
    UUID id,
    @Schema(examples = "example-group") String family,
    RegistrarId registrar,
    LocalDate from,
    @Schema(description = "Exclusive; absent: until now", nullable = true)
        @Nullable LocalDate until,
    @Schema(examples = "Same owner by the filing of 2 March") String reason,
    String enteredBy,
    @Schema(description = "Business time") Instant enteredAt) {}

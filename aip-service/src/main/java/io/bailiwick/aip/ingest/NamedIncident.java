package io.bailiwick.aip.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an incident to name it.
 *
 * @param name registrable domain in A-labels
 * @param registrar sponsor at the opening; null where none is known
 * @param openedAt first seen
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NamedIncident(
    UUID id,
    String name,
    @Nullable RegistrarId registrar,
    String threat,
    String classification,
    Instant openedAt,
    Instant lastSeenAt) {
  /** Refuses an answer with a gap. */
  public NamedIncident {
    Objects.requireNonNull(id);
    Objects.requireNonNull(name);
    Objects.requireNonNull(threat);
    Objects.requireNonNull(classification);
    Objects.requireNonNull(openedAt);
    Objects.requireNonNull(lastSeenAt);
  }
}

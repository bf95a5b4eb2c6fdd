package io.bailiwick.ingest.incident;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents a list holds; null: no matter. The scope always holds.
 *
 * @param ids these, or those that took them in; empty: no matter
 */
record IncidentQuery(
    RegistrarScope scope,
    @Nullable Month month,
    @Nullable RegistrarId registrar,
    @Nullable Threat threat,
    @Nullable Classification classification,
    @Nullable IncidentState state,
    @Nullable String name,
    List<UUID> ids) {

  static final int MOST_IDS = 50;

  IncidentQuery {
    ids = List.copyOf(ids);
  }
}

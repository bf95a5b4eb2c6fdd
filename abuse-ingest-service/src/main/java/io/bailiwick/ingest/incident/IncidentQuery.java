package io.bailiwick.ingest.incident;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.time.Month;
import org.jspecify.annotations.Nullable;

/** Which incidents a list holds; null: no matter. The scope always holds. */
record IncidentQuery(
    RegistrarScope scope,
    @Nullable Month month,
    @Nullable RegistrarId registrar,
    @Nullable Threat threat,
    @Nullable Classification classification,
    @Nullable IncidentState state,
    @Nullable String name) {}

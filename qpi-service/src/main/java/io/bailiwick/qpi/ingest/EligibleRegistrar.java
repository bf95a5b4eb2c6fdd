package io.bailiwick.qpi.ingest;

import io.bailiwick.common.registrar.RegistrarId;

/** A registrar that takes part in the programmes: accredited, not exempt, not the registry. */
public record EligibleRegistrar(RegistrarId registrar, String name) {}

package io.bailiwick.aip.clock;

import io.bailiwick.common.registrar.RegistrarId;
import java.util.UUID;

/** The case that a clock is of. */
public record ClockedCase(UUID id, String reference, RegistrarId registrar) {}

package io.bailiwick.qpi.scoring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;

/** A scoring run of a month. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Run(UUID id, int version, int policyVersion) {}

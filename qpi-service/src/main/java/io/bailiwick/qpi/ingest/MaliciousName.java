package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident that is classified as malicious.
 *
 * @param roid of the registration; null where none is known
 * @param openedAt when it was first observed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MaliciousName(@Nullable String roid, Instant openedAt) {}

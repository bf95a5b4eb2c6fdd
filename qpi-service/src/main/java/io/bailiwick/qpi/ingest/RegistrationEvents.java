package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of events in the order of their sequence.
 *
 * @param next cursor of the next page; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistrationEvents(List<RegistrationEvent> items, @Nullable String next) {}

package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of malicious incidents that were opened in a month.
 *
 * @param next cursor of the next page; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MaliciousNames(List<MaliciousName> items, @Nullable String next) {}

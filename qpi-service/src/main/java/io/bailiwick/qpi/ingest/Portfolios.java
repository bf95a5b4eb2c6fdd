package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.time.Month;
import java.util.List;

/** The portfolios of all registrars in a month. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Portfolios(Month month, List<Portfolio> registrars) {}

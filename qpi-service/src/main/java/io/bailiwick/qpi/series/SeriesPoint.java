package io.bailiwick.qpi.series;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an imported series says of one registrar in one month.
 *
 * @param version of the series' imports that it comes from
 * @param denominator null where the series has none
 */
public record SeriesPoint(
    String series,
    RegistrarId registrar,
    BigDecimal numerator,
    @Nullable BigDecimal denominator,
    int version) {}

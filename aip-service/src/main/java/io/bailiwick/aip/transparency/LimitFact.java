package io.bailiwick.aip.transparency;

import io.bailiwick.aip.casefile.LimitOutcome;
import io.bailiwick.enforcement.RestrictionMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposed limit as it is counted.
 *
 * @param acute whether on the acute path
 * @param outcome null while nobody has decided
 * @param reversedAt when it was found that it should never have been
 * @param varied whether an appeal put a milder limit in its place
 * @param endedAt when it ended, by itself or before; null while it holds or where there was none
 * @param held how long it held; null as endedAt
 */
record LimitFact(
    boolean acute,
    RestrictionMode mode,
    Instant proposedAt,
    @Nullable LimitOutcome outcome,
    @Nullable Instant decidedAt,
    @Nullable Instant reversedAt,
    boolean varied,
    @Nullable Instant endedAt,
    @Nullable Duration held) {}

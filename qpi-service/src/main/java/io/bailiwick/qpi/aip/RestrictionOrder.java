package io.bailiwick.qpi.aip;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that limits a registrar's creates.
 *
 * @param tlds the TLDs that it limits; null for all
 * @param startsAt first instant in force
 * @param endsAt first instant no longer in force
 * @param liftedAt when a person lifted it early; null when nobody has
 * @param stayedAt since when an appeal stays it, so that it limits nothing; null while it is not
 *     stayed
 * @param reversedAt when an appeal reversed it, so that it is as if it had never been; null when
 *     none has
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestrictionOrder(
    UUID id,
    String caseReference,
    RegistrarId registrar,
    @Nullable List<String> tlds,
    Instant startsAt,
    Instant endsAt,
    @Nullable Instant liftedAt,
    @Nullable Instant stayedAt,
    @Nullable Instant reversedAt) {}

package io.bailiwick.ingest.watch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A hit with what was done about it. */
@Schema(name = "WatchHitDetail")
public record WatchHitDetail(
    @JsonUnwrapped WatchHit hit, @Schema(description = "Oldest first") List<Done> history) {

  /** One step. */
  @Schema(name = "WatchHitHistory")
  public record Done(
      Instant at,
      String by,
      HitStep step,
      HitState from,
      HitState to,
      @Schema(nullable = true) @Nullable String note) {}
}

package io.bailiwick.ingest.registration;

import io.bailiwick.common.registrar.RegistrarId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All known lifetimes of a name, newest first. */
@Schema(name = "RegistrationHistory")
public record RegistrationHistory(
    @Schema(examples = "example.org") String name, List<Lifetime> lifetimes) {

  /** From creation to purge. */
  @Schema(name = "RegistrationLifetime")
  public record Lifetime(
      @Schema(examples = "D10293-ORG") String roid,
      @Schema(description = "Registrar that created the name") RegistrarId creator,
      @Schema(description = "Newest known sponsor") RegistrarId sponsor,
      Instant createdAt,
      Instant expiresAt,
      @Schema(
              description =
                  "Latest instant at which it can have been purged; absent while it lives",
              nullable = true)
          @Nullable Instant deletedAt,
      @Schema(examples = "[\"ok\"]") List<String> statuses,
      @Schema(
              description = "Signed with DNSSEC; absent where deposits hold no such data",
              nullable = true)
          @Nullable Boolean signed,
      @Schema(description = "Oldest first; a time that none covers is a time of which nobody told")
          List<Sponsorship> sponsorships) {}

  /** Who sponsored it when. */
  @Schema(name = "Sponsorship")
  public record Sponsorship(
      RegistrarId registrar,
      Instant from,
      @Schema(description = "Exclusive; absent: until now", nullable = true)
          @Nullable Instant until) {}
}

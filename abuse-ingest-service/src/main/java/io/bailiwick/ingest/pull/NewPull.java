package io.bailiwick.ingest.pull;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a feed is to be pulled. */
@Schema(name = "NewPull")
public record NewPull(
    @NotBlank
        @Size(max = 2000)
        @Schema(
            description =
                "Where to fetch. `{since}` stands for the epoch second since which documents are wanted. No secret belongs"
                    + " here: everybody who may read feeds sees it",
            examples = "https://urlhaus.abuse.ch/downloads/csv_recent/")
        String url,
    @NotBlank
        @Size(max = 40)
        @Schema(description = "Between two fetches, ISO 8601: PT1M to P31D", examples = "PT5M")
        String interval,
    @NotNull @Schema(examples = "PLAIN") Connector connector,
    @Valid @Schema(description = "The secret to send, by name; absent: none", nullable = true)
        @Nullable Credential credential,
    @Schema(description = "Whether the schedule fetches; a person may at any time")
        boolean enabled) {

  /** A credential of the configuration, by its name. */
  @Schema(name = "PullCredential")
  public record Credential(
      @NotNull
          @Pattern(
              regexp = "[a-z][a-z0-9]{1,62}",
              message = "is 2 to 63 lower-case letters and digits")
          @Schema(
              description =
                  "Name of a credential in the configuration (bailiwick.pull.credentials); never the secret itself",
              examples = "abusech")
          String name,
      @NotNull
          @Pattern(regexp = "[A-Za-z0-9-]{1,64}", message = "is the name of an HTTP header")
          @Schema(description = "Header that carries the secret", examples = "Auth-Key")
          String header) {}
}
